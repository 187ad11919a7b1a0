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
import { ViewActivity } from '../../application/insight/view-activity.js';
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

/** What the routes call. */
export const USE_CASES = {
  registerUser: RegisterUser,
  activateUser: ActivateUser,
  resendActivation: ResendActivation,
  logIn: LogIn,
  refreshSession: RefreshSession,
  logOut: LogOut,
  requestPasswordReset: RequestPasswordReset,
  resetPassword: ResetPassword,
  getProfile: GetProfile,
  updateProfile: UpdateProfile,
  deleteAccount: DeleteAccount,
  changePassword: ChangePassword,
  listSessions: ListSessions,
  endSession: EndSession,
  endSessions: EndSessions,
  signOutUser: SignOutUser,
  changeUser: ChangeUser,

  getWaterGoal: GetWaterGoal,
  setWaterGoal: SetWaterGoal,
  logIntake: LogIntake,
  listIntakes: ListIntakes,
  changeIntake: ChangeIntake,
  deleteIntake: DeleteIntake,
  getToday: GetToday,
  listWaterDays: ListWaterDays,
  getStreak: GetStreak,

  getTracking: GetTracking,
  setTracking: SetTracking,
  recordGpsPoints: RecordGpsPoints,
  importTrack: ImportTrack,
  listHours: ListHours,
  listPoints: ListPoints,
  deletePoints: DeletePoints,
  exportTrack: ExportTrack,

  sendMessage: SendMessage,
  listNotifications: ListNotifications,
  getNotification: GetNotification,
  markNotification: MarkNotification,
  viewNotification: ViewNotification,
  deleteNotification: DeleteNotification,
  markAllRead: MarkAllRead,
  getPreferences: GetPreferences,
  getQuietHours: GetQuietHours,
  setPreferences: SetPreferences,
  setQuietHours: SetQuietHours,
  scheduleMessage: ScheduleMessage,
  listScheduled: ListScheduled,
  cancelScheduled: CancelScheduled,
  createBroadcast: CreateBroadcast,
  listBroadcasts: ListBroadcasts,
  getBroadcast: GetBroadcast,
  cancelBroadcast: CancelBroadcast,
  listFailedNotifications: ListFailedNotifications,
  requeueNotifications: RequeueNotifications,

  listActivity: ListActivity,
  exportAccount: ExportAccount,
  exportArchive: ExportArchive,
  listUsers: ListUsers,
  viewActivity: ViewActivity,
  viewUser: ViewUser,
  getMetrics: GetMetrics,
  listReports: ListReports,
  getReport: GetReport,
  listAlerts: ListAlerts,
} as const;

/** One of each. */
export type UseCases = { readonly [Name in keyof typeof USE_CASES]: Public<InstanceType<(typeof USE_CASES)[Name]>> };

/** Anything that does the same: what is private to a class is nobody else's. */
type Public<UseCase> = Pick<UseCase, keyof UseCase>;
