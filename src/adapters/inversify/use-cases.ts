import type { Container } from 'inversify';
import { ActivateUser } from '../../application/identity/activate-user.js';
import { ChangePassword } from '../../application/identity/change-password.js';
import { ChangeUser } from '../../application/identity/change-user.js';
import { DeleteAccount } from '../../application/identity/delete-account.js';
import { EndSession } from '../../application/identity/end-session.js';
import { EndSessions } from '../../application/identity/end-sessions.js';
import { GetProfile } from '../../application/identity/get-profile.js';
import { ListSessions } from '../../application/identity/list-sessions.js';
import { LogIn } from '../../application/identity/log-in.js';
import { LogOut } from '../../application/identity/log-out.js';
import { RefreshSession } from '../../application/identity/refresh-session.js';
import { RegisterUser } from '../../application/identity/register-user.js';
import { RequestPasswordReset } from '../../application/identity/request-password-reset.js';
import { ResendActivation } from '../../application/identity/resend-activation.js';
import { ResetPassword } from '../../application/identity/reset-password.js';
import { SignOutUser } from '../../application/identity/sign-out-user.js';
import { UpdateProfile } from '../../application/identity/update-profile.js';
import { ChangeIntake } from '../../application/hydration/change-intake.js';
import { DeleteIntake } from '../../application/hydration/delete-intake.js';
import { GetStreak } from '../../application/hydration/get-streak.js';
import { GetToday } from '../../application/hydration/get-today.js';
import { GetWaterGoal } from '../../application/hydration/get-water-goal.js';
import { ListIntakes } from '../../application/hydration/list-intakes.js';
import { ListWaterDays } from '../../application/hydration/list-water-days.js';
import { LogIntake } from '../../application/hydration/log-intake.js';
import { SetWaterGoal } from '../../application/hydration/set-water-goal.js';
import { ExportAccount } from '../../application/insight/export-account.js';
import { ExportArchive } from '../../application/insight/export-archive.js';
import { GetMetrics } from '../../application/insight/get-metrics.js';
import { GetReport } from '../../application/insight/get-report.js';
import { ListActivity } from '../../application/insight/list-activity.js';
import { ListAlerts } from '../../application/insight/list-alerts.js';
import { ListReports } from '../../application/insight/list-reports.js';
import { ListUsers } from '../../application/insight/list-users.js';
import { ViewUser } from '../../application/insight/view-user.js';
import { DeletePoints } from '../../application/movement/delete-points.js';
import { ExportTrack } from '../../application/movement/export-track.js';
import { GetTracking } from '../../application/movement/get-tracking.js';
import { ImportTrack } from '../../application/movement/import-track.js';
import { ListHours } from '../../application/movement/list-hours.js';
import { ListPoints } from '../../application/movement/list-points.js';
import { RecordGpsPoints } from '../../application/movement/record-gps-points.js';
import { SetTracking } from '../../application/movement/set-tracking.js';
import { CancelBroadcast } from '../../application/notification/cancel-broadcast.js';
import { CancelScheduled } from '../../application/notification/cancel-scheduled.js';
import { CreateBroadcast } from '../../application/notification/create-broadcast.js';
import { GetBroadcast } from '../../application/notification/get-broadcast.js';
import { GetNotification } from '../../application/notification/get-notification.js';
import { GetPreferences } from '../../application/notification/get-preferences.js';
import { GetQuietHours } from '../../application/notification/get-quiet-hours.js';
import { ListBroadcasts } from '../../application/notification/list-broadcasts.js';
import { ListFailedNotifications } from '../../application/notification/list-failed-notifications.js';
import { ListNotifications } from '../../application/notification/list-notifications.js';
import { ListScheduled } from '../../application/notification/list-scheduled.js';
import { MarkAllRead } from '../../application/notification/mark-all-read.js';
import { DeleteNotification } from '../../application/notification/delete-notification.js';
import { ViewNotification } from '../../application/notification/view-notification.js';
import { MarkNotification } from '../../application/notification/mark-notification.js';
import { RequeueNotifications } from '../../application/notification/requeue-notifications.js';
import { ScheduleMessage } from '../../application/notification/schedule-message.js';
import { SendMessage } from '../../application/notification/send-message.js';
import { SetPreferences } from '../../application/notification/set-preferences.js';
import { SetQuietHours } from '../../application/notification/set-quiet-hours.js';
import type { UseCases } from '../http/use-cases.js';

/** What the routes call. */
export function useCases(container: Container): UseCases {
  return {
    registerUser: container.get(RegisterUser),
    activateUser: container.get(ActivateUser),
    resendActivation: container.get(ResendActivation),
    logIn: container.get(LogIn),
    refreshSession: container.get(RefreshSession),
    logOut: container.get(LogOut),
    requestPasswordReset: container.get(RequestPasswordReset),
    resetPassword: container.get(ResetPassword),
    getProfile: container.get(GetProfile),
    updateProfile: container.get(UpdateProfile),
    deleteAccount: container.get(DeleteAccount),
    changePassword: container.get(ChangePassword),
    listSessions: container.get(ListSessions),
    endSession: container.get(EndSession),
    endSessions: container.get(EndSessions),
    signOutUser: container.get(SignOutUser),
    changeUser: container.get(ChangeUser),
    getWaterGoal: container.get(GetWaterGoal),
    setWaterGoal: container.get(SetWaterGoal),
    logIntake: container.get(LogIntake),
    listIntakes: container.get(ListIntakes),
    changeIntake: container.get(ChangeIntake),
    deleteIntake: container.get(DeleteIntake),
    getToday: container.get(GetToday),
    listWaterDays: container.get(ListWaterDays),
    getStreak: container.get(GetStreak),
    getTracking: container.get(GetTracking),
    setTracking: container.get(SetTracking),
    recordGpsPoints: container.get(RecordGpsPoints),
    importTrack: container.get(ImportTrack),
    listHours: container.get(ListHours),
    listPoints: container.get(ListPoints),
    deletePoints: container.get(DeletePoints),
    exportTrack: container.get(ExportTrack),
    sendMessage: container.get(SendMessage),
    listNotifications: container.get(ListNotifications),
    getNotification: container.get(GetNotification),
    markNotification: container.get(MarkNotification),
    viewNotification: container.get(ViewNotification),
    deleteNotification: container.get(DeleteNotification),
    markAllRead: container.get(MarkAllRead),
    getPreferences: container.get(GetPreferences),
    getQuietHours: container.get(GetQuietHours),
    setPreferences: container.get(SetPreferences),
    setQuietHours: container.get(SetQuietHours),
    scheduleMessage: container.get(ScheduleMessage),
    listScheduled: container.get(ListScheduled),
    cancelScheduled: container.get(CancelScheduled),
    createBroadcast: container.get(CreateBroadcast),
    listBroadcasts: container.get(ListBroadcasts),
    getBroadcast: container.get(GetBroadcast),
    cancelBroadcast: container.get(CancelBroadcast),
    listFailedNotifications: container.get(ListFailedNotifications),
    requeueNotifications: container.get(RequeueNotifications),
    listActivity: container.get(ListActivity),
    exportAccount: container.get(ExportAccount),
    exportArchive: container.get(ExportArchive),
    listUsers: container.get(ListUsers),
    viewUser: container.get(ViewUser),
    getMetrics: container.get(GetMetrics),
    listReports: container.get(ListReports),
    getReport: container.get(GetReport),
    listAlerts: container.get(ListAlerts),
  };
}
