import { EmbeddedActivityLog } from '../../../src/adapters/embedded/embedded-activity-log.js';
import { EmbeddedBroadcastRepository } from '../../../src/adapters/embedded/embedded-broadcast-repository.js';
import { EmbeddedCache } from '../../../src/adapters/embedded/embedded-cache.js';
import { EmbeddedIdempotencyRepository } from '../../../src/adapters/embedded/embedded-idempotency-repository.js';
import { EmbeddedNotificationRepository } from '../../../src/adapters/embedded/embedded-notification-repository.js';
import { EmbeddedOneTimeTokenRepository } from '../../../src/adapters/embedded/embedded-one-time-token-repository.js';
import { EmbeddedPresence } from '../../../src/adapters/embedded/embedded-presence.js';
import { EmbeddedRateLimiter } from '../../../src/adapters/embedded/embedded-rate-limiter.js';
import { EmbeddedSessionRepository } from '../../../src/adapters/embedded/embedded-session-repository.js';
import { EmbeddedTrackRepository } from '../../../src/adapters/embedded/embedded-track-repository.js';
import { EmbeddedTrackingRepository } from '../../../src/adapters/embedded/embedded-tracking-repository.js';
import { EmbeddedUserRepository } from '../../../src/adapters/embedded/embedded-user-repository.js';
import { EmbeddedWaterDayRepository } from '../../../src/adapters/embedded/embedded-water-day-repository.js';
import { JwtAccessTokens } from '../../../src/adapters/system/jwt-access-tokens.js';
import { ZxcvbnCommonPasswords } from '../../../src/adapters/system/zxcvbn-common-passwords.js';
import { AccountMail } from '../../../src/application/identity/account-mail.js';
import { ActivateUser } from '../../../src/application/identity/activate-user.js';
import { Background } from '../../../src/application/background.js';
import { ChangePassword } from '../../../src/application/identity/change-password.js';
import { ChangeUser } from '../../../src/application/identity/change-user.js';
import { CheckAccess } from '../../../src/application/identity/check-access.js';
import { CheckPassword } from '../../../src/application/identity/check-password.js';
import { CloseSessions } from '../../../src/application/identity/close-sessions.js';
import { ConfirmPassword } from '../../../src/application/identity/confirm-password.js';
import { DeleteAccount } from '../../../src/application/identity/delete-account.js';
import { EndSession } from '../../../src/application/identity/end-session.js';
import { EndSessions } from '../../../src/application/identity/end-sessions.js';
import { EnsureAdministrator } from '../../../src/application/identity/ensure-administrator.js';
import { EraseLeftovers } from '../../../src/application/identity/erase-leftovers.js';
import { EraseUser } from '../../../src/application/identity/erase-user.js';
import { GetProfile } from '../../../src/application/identity/get-profile.js';
import { HashNewPassword } from '../../../src/application/identity/hash-new-password.js';
import { IssueTokens, type SignedIn } from '../../../src/application/identity/issue-tokens.js';
import { KeepAdministrator } from '../../../src/application/identity/keep-administrator.js';
import { ListSessions } from '../../../src/application/identity/list-sessions.js';
import { LogIn } from '../../../src/application/identity/log-in.js';
import { LogOut } from '../../../src/application/identity/log-out.js';
import { OneTimeMail } from '../../../src/application/identity/one-time-mail.js';
import type { Origin } from '../../../src/application/identity/origin.js';
import { RefreshSession } from '../../../src/application/identity/refresh-session.js';
import { RegisterUser } from '../../../src/application/identity/register-user.js';
import { ReplacePassword } from '../../../src/application/identity/replace-password.js';
import { RequestPasswordReset } from '../../../src/application/identity/request-password-reset.js';
import { ResendActivation } from '../../../src/application/identity/resend-activation.js';
import { ResetPassword } from '../../../src/application/identity/reset-password.js';
import { SignOutUser } from '../../../src/application/identity/sign-out-user.js';
import { UpdateProfile } from '../../../src/application/identity/update-profile.js';
import { UserViews } from '../../../src/application/identity/user-views.js';
import { RecordActivity } from '../../../src/application/insight/record-activity.js';
import { NotificationEvents } from '../../../src/application/notification/notification-events.js';
import { PostNotification } from '../../../src/application/notification/post-notification.js';
import { ReleaseHeld } from '../../../src/application/notification/release-held.js';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import type { Activity } from '../../../src/domain/insight/activity.js';
import type { Role } from '../../../src/domain/identity/role.js';
import { ManualClock } from '../../manual-clock.js';
import { SECRET_KEY, secrets } from '../../secrets.js';
import { SequentialIds } from '../../sequential-ids.js';
import { openEmbeddedDatabase } from '../../stores.js';
import { RecordingEventLog } from '../notification/recording-event-log.js';
import { CountingHasher } from './counting-hasher.js';
import { EndingLiveChannel } from './ending-live-channel.js';
import { MailBox } from './mail-box.js';
import { RecordingLog } from './recording-log.js';

export const PASSWORD = 'seven glasses of water';
export const ORIGIN: Origin = { ip: '192.0.2.7', userAgent: 'Firefox' };

const SETTINGS = {
  accessTtl: 900,
  refreshTtl: 30 * 86_400,
  refreshGrace: 60,
  passwordMin: 12,
  exposeActivation: true,
  loginLimitPerAddress: 50,
  publicUrl: 'http://localhost:3000',
};

/** All of identity on embedded stores, with the mail box and the sockets in the hands of the test. */
export class AccountWorld {
  readonly clock = new ManualClock('2026-11-21T10:00:00Z');
  readonly ids = new SequentialIds();
  readonly log = new RecordingLog();
  readonly mailBox = new MailBox();
  readonly live = new EndingLiveChannel();
  readonly events = new RecordingEventLog();
  readonly hasher = new CountingHasher();
  readonly settings = { ...SETTINGS };

  readonly secrets = secrets;
  readonly accessTokens = new JwtAccessTokens({ key: SECRET_KEY, issuer: 'streakline', audience: 'api' }, this.clock);

  readonly database = openEmbeddedDatabase();
  readonly users = new EmbeddedUserRepository(this.database);
  readonly sessions = new EmbeddedSessionRepository(this.database);
  readonly tokens = new EmbeddedOneTimeTokenRepository(this.database);
  readonly activities = new EmbeddedActivityLog(this.database);
  readonly notifications = new EmbeddedNotificationRepository(this.database);
  readonly broadcasts = new EmbeddedBroadcastRepository(this.database);
  readonly idempotency = new EmbeddedIdempotencyRepository(this.database);
  readonly water = new EmbeddedWaterDayRepository(this.database);
  readonly tracks = new EmbeddedTrackRepository(this.database);
  readonly tracking = new EmbeddedTrackingRepository(this.database);
  readonly presence = new EmbeddedPresence();
  readonly limiter = new EmbeddedRateLimiter(this.clock);
  readonly cache = new EmbeddedCache(this.clock);

  readonly record = new RecordActivity(this.activities, this.cache, this.ids, this.clock);
  readonly background = new Background(this.log);
  readonly post = new PostNotification(
    this.notifications,
    this.users,
    this.presence,
    new NotificationEvents(this.events, this.ids, this.clock),
    this.ids,
    this.clock,
    this.background,
    this.log,
  );
  readonly views = new UserViews(this.presence, this.clock);
  readonly mail = new AccountMail(this.mailBox, this.settings);
  private readonly oneTime = new OneTimeMail(
    this.users,
    this.tokens,
    this.secrets,
    this.limiter,
    this.background,
    this.clock,
  );
  readonly check = new CheckPassword(this.hasher, this.limiter, this.clock, this.settings);
  readonly confirm = new ConfirmPassword(this.users, this.check);
  readonly issueTokens = new IssueTokens(this.accessTokens, this.views, this.clock, this.settings);
  readonly access = new CheckAccess(this.sessions, this.users, this.clock);
  readonly close = new CloseSessions(this.sessions, this.access, this.live, this.clock);
  readonly keep = new KeepAdministrator(this.users);

  private readonly hashNew = new HashNewPassword(new ZxcvbnCommonPasswords(), this.hasher, this.settings);
  private readonly replace = new ReplacePassword(this.users, this.tokens, this.close);
  readonly register = new RegisterUser(
    this.users,
    this.tokens,
    this.hashNew,
    this.secrets,
    this.mail,
    this.record,
    this.views,
    this.clock,
    this.log,
    this.settings,
  );
  readonly activate = new ActivateUser(this.users, this.tokens, this.secrets, this.record, this.views, this.clock);
  readonly resend = new ResendActivation(this.oneTime, this.mail);
  readonly logIn = new LogIn(
    this.users,
    this.sessions,
    this.close,
    this.check,
    this.issueTokens,
    this.secrets,
    this.record,
    this.ids,
    this.clock,
    this.settings,
  );
  readonly refresh = new RefreshSession(
    this.sessions,
    this.users,
    this.issueTokens,
    this.close,
    this.post,
    this.secrets,
    this.record,
    this.clock,
    this.settings,
  );
  readonly logOut = new LogOut(this.close, this.record);
  readonly getProfile = new GetProfile(this.users, this.views);
  private readonly releaseHeld = new ReleaseHeld(this.notifications, this.clock);
  readonly updateProfile = new UpdateProfile(this.users, this.releaseHeld, this.record, this.views, this.clock);
  readonly requestReset = new RequestPasswordReset(this.oneTime, this.mail);
  readonly reset = new ResetPassword(
    this.users,
    this.tokens,
    this.secrets,
    this.hashNew,
    this.replace,
    this.check,
    this.post,
    this.record,
    this.clock,
  );
  readonly changePassword = new ChangePassword(this.confirm, this.hashNew, this.replace, this.record);
  readonly listSessions = new ListSessions(this.sessions, this.clock);
  readonly endSession = new EndSession(this.sessions, this.close, this.record, this.clock);
  readonly endSessions = new EndSessions(this.close, this.record);
  readonly signOutUser = new SignOutUser(this.users, this.close, this.record);
  readonly changeUser = new ChangeUser(
    this.users,
    this.keep,
    this.close,
    this.access,
    this.live,
    this.record,
    this.views,
  );
  readonly erase = new EraseUser(
    this.water,
    this.tracks,
    this.tracking,
    this.notifications,
    this.broadcasts,
    this.sessions,
    this.tokens,
    this.idempotency,
    this.activities,
  );
  readonly eraseLeftovers = new EraseLeftovers(this.users, this.erase, this.clock);
  readonly deleteAccount = new DeleteAccount(
    this.users,
    this.confirm,
    this.keep,
    this.close,
    this.erase,
    this.record,
    this.clock,
  );
  readonly ensureAdministrator = new EnsureAdministrator(
    this.users,
    this.hashNew,
    this.record,
    this.ids,
    this.clock,
    this.log,
  );

  shut(): void {
    this.database.close();
  }

  /** Registers and activates somebody; returns the user id. */
  async join(username: string, role: Role = 'user'): Promise<string> {
    const id = this.ids.next();
    const email = `${username}@example.org`;
    const { activation } = await this.register.execute({ id, username, email, password: PASSWORD, ...ORIGIN });
    await this.activate.execute({ token: activation!.token, ...ORIGIN });
    await this.users.update(id, (user) => ({ ...user, role }));
    return id;
  }

  async signIn(username: string, password = PASSWORD, origin = ORIGIN): Promise<SignedIn & { principal: Principal }> {
    const signedIn = await this.logIn.execute({ username, password, ...origin });
    return { ...signedIn, principal: this.accessTokens.verify(signedIn.accessToken) };
  }

  async activityOf(userId?: string): Promise<readonly Activity[]> {
    return this.activities.list({ userId }, undefined, 1000);
  }

  /** Types of what happened, oldest first. */
  async typesOf(userId: string): Promise<readonly string[]> {
    return (await this.activityOf(userId)).map(({ type }) => type).toReversed();
  }
}

/** Opens a world before each test, and shuts it behind. @param use gives it to the tests, with whom they need in it */
export function openWorldBeforeEach(use: (world: AccountWorld) => void | Promise<void>): void {
  let world: AccountWorld;
  beforeEach(async () => {
    world = new AccountWorld();
    await use(world);
  });
  afterEach(() => {
    world.shut();
  });
}
