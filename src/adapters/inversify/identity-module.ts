import { ContainerModule } from 'inversify';
import { AccountMail } from '../../application/identity/account-mail.js';
import { ActivateUser } from '../../application/identity/activate-user.js';
import { Background } from '../../application/background.js';
import { ChangePassword } from '../../application/identity/change-password.js';
import { ChangeUser } from '../../application/identity/change-user.js';
import { CheckAccess } from '../../application/identity/check-access.js';
import { CheckPassword } from '../../application/identity/check-password.js';
import { CloseSessions } from '../../application/identity/close-sessions.js';
import { ConfirmPassword } from '../../application/identity/confirm-password.js';
import { DeleteAccount } from '../../application/identity/delete-account.js';
import { EndSession } from '../../application/identity/end-session.js';
import { EndSessions } from '../../application/identity/end-sessions.js';
import { EnsureAdministrator } from '../../application/identity/ensure-administrator.js';
import { EraseLeftovers } from '../../application/identity/erase-leftovers.js';
import { EraseUser } from '../../application/identity/erase-user.js';
import { GetProfile } from '../../application/identity/get-profile.js';
import { HashNewPassword } from '../../application/identity/hash-new-password.js';
import { IssueTokens } from '../../application/identity/issue-tokens.js';
import { KeepAdministrator } from '../../application/identity/keep-administrator.js';
import { ListSessions } from '../../application/identity/list-sessions.js';
import { LogIn } from '../../application/identity/log-in.js';
import { LogOut } from '../../application/identity/log-out.js';
import { OneTimeMail } from '../../application/identity/one-time-mail.js';
import { RefreshSession } from '../../application/identity/refresh-session.js';
import { RegisterUser } from '../../application/identity/register-user.js';
import { ReplacePassword } from '../../application/identity/replace-password.js';
import { RequestPasswordReset } from '../../application/identity/request-password-reset.js';
import { ResendActivation } from '../../application/identity/resend-activation.js';
import { ResetPassword } from '../../application/identity/reset-password.js';
import { SignOutUser } from '../../application/identity/sign-out-user.js';
import { UpdateProfile } from '../../application/identity/update-profile.js';
import { UserViews } from '../../application/identity/user-views.js';
import { RecordActivity } from '../../application/insight/record-activity.js';
import { PostNotification } from '../../application/notification/post-notification.js';
import { ReleaseHeld } from '../../application/notification/release-held.js';
import type { Settings } from '../config/settings.js';
import {
  ACCESS_TOKENS,
  ACTIVITY_LOG,
  BROADCASTS,
  CLOCK,
  COMMON_PASSWORDS,
  IDEMPOTENCY,
  IDS,
  LIVE_CHANNEL,
  LOG,
  MAILER,
  NOTIFICATIONS,
  ONE_TIME_TOKENS,
  PASSWORD_HASHER,
  PRESENCE,
  RATE_LIMITER,
  SECRETS,
  SESSIONS,
  TRACKING,
  TRACKS,
  USERS,
  WATER_DAYS,
} from './tokens.js';

export function identityModule({ identity, mail, tokens }: Settings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(AccountMail).toDynamicValue((c) => new AccountMail(c.get(MAILER), mail));
    bind(ActivateUser).toDynamicValue(
      (c) =>
        new ActivateUser(
          c.get(USERS),
          c.get(ONE_TIME_TOKENS),
          c.get(SECRETS),
          c.get(RecordActivity),
          c.get(UserViews),
          c.get(CLOCK),
        ),
    );
    bind(Background).toDynamicValue((c) => new Background(c.get(LOG)));
    bind(ChangePassword).toDynamicValue(
      (c) =>
        new ChangePassword(
          c.get(ConfirmPassword),
          c.get(HashNewPassword),
          c.get(ReplacePassword),
          c.get(RecordActivity),
        ),
    );
    bind(ChangeUser).toDynamicValue(
      (c) =>
        new ChangeUser(
          c.get(USERS),
          c.get(KeepAdministrator),
          c.get(CloseSessions),
          c.get(CheckAccess),
          c.get(LIVE_CHANNEL),
          c.get(RecordActivity),
          c.get(UserViews),
        ),
    );
    bind(CheckAccess).toDynamicValue((c) => new CheckAccess(c.get(SESSIONS), c.get(USERS), c.get(CLOCK)));
    bind(CheckPassword).toDynamicValue(
      (c) => new CheckPassword(c.get(PASSWORD_HASHER), c.get(RATE_LIMITER), c.get(CLOCK), identity),
    );
    bind(CloseSessions).toDynamicValue(
      (c) => new CloseSessions(c.get(SESSIONS), c.get(CheckAccess), c.get(LIVE_CHANNEL), c.get(CLOCK)),
    );
    bind(ConfirmPassword).toDynamicValue((c) => new ConfirmPassword(c.get(USERS), c.get(CheckPassword)));
    bind(DeleteAccount).toDynamicValue(
      (c) =>
        new DeleteAccount(
          c.get(USERS),
          c.get(ConfirmPassword),
          c.get(KeepAdministrator),
          c.get(CloseSessions),
          c.get(EraseUser),
          c.get(RecordActivity),
          c.get(CLOCK),
        ),
    );
    bind(EndSession).toDynamicValue(
      (c) => new EndSession(c.get(SESSIONS), c.get(CloseSessions), c.get(RecordActivity), c.get(CLOCK)),
    );
    bind(EndSessions).toDynamicValue((c) => new EndSessions(c.get(CloseSessions), c.get(RecordActivity)));
    bind(EnsureAdministrator).toDynamicValue(
      (c) =>
        new EnsureAdministrator(
          c.get(USERS),
          c.get(HashNewPassword),
          c.get(RecordActivity),
          c.get(IDS),
          c.get(CLOCK),
          c.get(LOG),
        ),
    );
    bind(EraseLeftovers).toDynamicValue((c) => new EraseLeftovers(c.get(USERS), c.get(EraseUser), c.get(CLOCK)));
    bind(EraseUser).toDynamicValue(
      (c) =>
        new EraseUser(
          c.get(WATER_DAYS),
          c.get(TRACKS),
          c.get(TRACKING),
          c.get(NOTIFICATIONS),
          c.get(BROADCASTS),
          c.get(SESSIONS),
          c.get(ONE_TIME_TOKENS),
          c.get(IDEMPOTENCY),
          c.get(ACTIVITY_LOG),
        ),
    );
    bind(GetProfile).toDynamicValue((c) => new GetProfile(c.get(USERS), c.get(UserViews)));
    bind(HashNewPassword).toDynamicValue(
      (c) => new HashNewPassword(c.get(COMMON_PASSWORDS), c.get(PASSWORD_HASHER), identity),
    );
    bind(IssueTokens).toDynamicValue(
      (c) => new IssueTokens(c.get(ACCESS_TOKENS), c.get(UserViews), c.get(CLOCK), tokens),
    );
    bind(KeepAdministrator).toDynamicValue((c) => new KeepAdministrator(c.get(USERS)));
    bind(ListSessions).toDynamicValue((c) => new ListSessions(c.get(SESSIONS), c.get(CLOCK)));
    bind(LogIn).toDynamicValue(
      (c) =>
        new LogIn(
          c.get(USERS),
          c.get(SESSIONS),
          c.get(CloseSessions),
          c.get(CheckPassword),
          c.get(IssueTokens),
          c.get(SECRETS),
          c.get(RecordActivity),
          c.get(IDS),
          c.get(CLOCK),
          tokens,
        ),
    );
    bind(LogOut).toDynamicValue((c) => new LogOut(c.get(CloseSessions), c.get(RecordActivity)));
    bind(OneTimeMail).toDynamicValue(
      (c) =>
        new OneTimeMail(
          c.get(USERS),
          c.get(ONE_TIME_TOKENS),
          c.get(SECRETS),
          c.get(RATE_LIMITER),
          c.get(Background),
          c.get(CLOCK),
        ),
    );
    bind(RefreshSession).toDynamicValue(
      (c) =>
        new RefreshSession(
          c.get(SESSIONS),
          c.get(USERS),
          c.get(IssueTokens),
          c.get(CloseSessions),
          c.get(PostNotification),
          c.get(SECRETS),
          c.get(RecordActivity),
          c.get(CLOCK),
          tokens,
        ),
    );
    bind(RegisterUser).toDynamicValue(
      (c) =>
        new RegisterUser(
          c.get(USERS),
          c.get(ONE_TIME_TOKENS),
          c.get(HashNewPassword),
          c.get(SECRETS),
          c.get(AccountMail),
          c.get(RecordActivity),
          c.get(UserViews),
          c.get(CLOCK),
          c.get(LOG),
          identity,
        ),
    );
    bind(ReplacePassword).toDynamicValue(
      (c) => new ReplacePassword(c.get(USERS), c.get(ONE_TIME_TOKENS), c.get(CloseSessions)),
    );
    bind(RequestPasswordReset).toDynamicValue((c) => new RequestPasswordReset(c.get(OneTimeMail), c.get(AccountMail)));
    bind(ResendActivation).toDynamicValue((c) => new ResendActivation(c.get(OneTimeMail), c.get(AccountMail)));
    bind(ResetPassword).toDynamicValue(
      (c) =>
        new ResetPassword(
          c.get(USERS),
          c.get(ONE_TIME_TOKENS),
          c.get(SECRETS),
          c.get(HashNewPassword),
          c.get(ReplacePassword),
          c.get(CheckPassword),
          c.get(PostNotification),
          c.get(RecordActivity),
          c.get(CLOCK),
        ),
    );
    bind(SignOutUser).toDynamicValue((c) => new SignOutUser(c.get(USERS), c.get(CloseSessions), c.get(RecordActivity)));
    bind(UpdateProfile).toDynamicValue(
      (c) => new UpdateProfile(c.get(USERS), c.get(ReleaseHeld), c.get(RecordActivity), c.get(UserViews), c.get(CLOCK)),
    );
    bind(UserViews).toDynamicValue((c) => new UserViews(c.get(PRESENCE), c.get(CLOCK)));
  });
}
