import type { ActivateUser } from '../../../application/identity/activate-user.js';
import type { ChangeUser } from '../../../application/identity/change-user.js';
import type { LogIn } from '../../../application/identity/log-in.js';
import type { LogOut } from '../../../application/identity/log-out.js';
import type { RegisterUser } from '../../../application/identity/register-user.js';
import type { LogIntake } from '../../../application/hydration/log-intake.js';
import type { SetWaterGoal } from '../../../application/hydration/set-water-goal.js';
import type { ViewUser } from '../../../application/insight/view-user.js';
import type { RecordGpsPoints } from '../../../application/movement/record-gps-points.js';
import type { SetTracking } from '../../../application/movement/set-tracking.js';
import type { AcknowledgeNotification } from '../../../application/notification/acknowledge-notification.js';
import type { CatchUpDevice } from '../../../application/notification/catch-up-device.js';
import type { ConnectDevice } from '../../../application/notification/connect-device.js';
import type { DisconnectDevice } from '../../../application/notification/disconnect-device.js';
import type { MarkAllRead } from '../../../application/notification/mark-all-read.js';
import type { MarkNotification } from '../../../application/notification/mark-notification.js';
import type { SendMessage } from '../../../application/notification/send-message.js';
import type { AccessTokens, Principal } from '../../../application/ports/access-tokens.js';
import type { IdGenerator } from '../../../application/ports/id-generator.js';
import { DomainError } from '../../../domain/errors.js';
import type { Credentials } from './credentials.js';
import type { Deed, DeedName, DeedOf } from './deed.js';
import type { Account } from './people.js';

/** What people can do. */
export interface PeoplesUseCases {
  readonly registerUser: RegisterUser;
  readonly activateUser: ActivateUser;
  readonly logIn: LogIn;
  readonly logOut: LogOut;
  readonly setWaterGoal: SetWaterGoal;
  readonly logIntake: LogIntake;
  readonly setTracking: SetTracking;
  readonly recordGpsPoints: RecordGpsPoints;
  readonly connectDevice: ConnectDevice;
  readonly catchUpDevice: CatchUpDevice;
  readonly acknowledgeNotification: AcknowledgeNotification;
  readonly disconnectDevice: DisconnectDevice;
  readonly markNotification: MarkNotification;
  readonly markAllRead: MarkAllRead;
  readonly sendMessage: SendMessage;
  readonly viewUser: ViewUser;
  readonly changeUser: ChangeUser;
}

/** What is known of an account while the story goes on. */
interface Known {
  readonly id: string;
  readonly activationToken?: string | undefined;
  readonly principal?: Principal;
}

const NODE = 'story';

/** Does what people do, by the use cases that their apps would call. */
export class Performance {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly useCases: PeoplesUseCases,
    private readonly tokens: AccessTokens,
    private readonly ids: IdGenerator,
    private readonly credentials: Credentials,
  ) {}

  async perform(deed: Deed): Promise<void> {
    // The name of the deed picks what is done; the compiler cannot follow it through the table.
    await (this.deeds[deed.name] as (deed: Deed) => Promise<unknown>)(deed);
  }

  /** @throws Error for somebody who was not in the story yet */
  idOf({ email }: Account): string {
    const known = this.known.get(email);
    if (known === undefined) throw new Error(`${email} has not registered`);
    return known.id;
  }

  private readonly deeds: { readonly [Name in DeedName]: (deed: DeedOf<Name>) => Promise<unknown> } = {
    registers: async ({ who }) => {
      const { username, email, ip, userAgent, city } = who;
      const names = { id: this.ids.next(), username, email, timeZone: city.timeZone, password: this.passwordOf(who) };
      const { user, activation } = await this.useCases.registerUser.execute({ ...names, ip, userAgent });
      this.known.set(email, { id: user.id, activationToken: activation?.token });
    },
    activates: ({ who }) => {
      const { ip, userAgent, email } = who;
      const token = this.known.get(email)?.activationToken ?? '';
      return this.useCases.activateUser.execute({ token, ip, userAgent });
    },
    signsIn: async ({ who }) => {
      const { email, ip, userAgent } = who;
      const password = this.passwordOf(who);
      const { accessToken, user } = await this.useCases.logIn.execute({ email, password, ip, userAgent });
      this.known.set(email, { id: user.id, principal: this.tokens.verify(accessToken) });
    },
    failsToSignIn: async ({ who, password = this.passwordOf(who) }) => {
      const { email, ip, userAgent } = who;
      try {
        await this.useCases.logIn.execute({ email, password, ip, userAgent });
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      }
    },
    signsOut: ({ who }) => {
      const { ip, userAgent } = who;
      return this.useCases.logOut.execute({ principal: this.principalOf(who), ip, userAgent });
    },
    setsGoal: ({ who, millilitres }) => this.useCases.setWaterGoal.execute({ userId: this.idOf(who), millilitres }),
    drinks: ({ who, millilitres, drunkAt: at }) =>
      this.useCases.logIntake.execute({ id: this.ids.next(), userId: this.idOf(who), millilitres, at }),
    walks: async ({ who, points, from, to }) => {
      const userId = this.idOf(who);
      await this.useCases.setTracking.execute({ userId, active: true, since: from });
      const { rejected } = await this.useCases.recordGpsPoints.execute({ userId, points });
      if (rejected.length > 0) throw new Error(`${who.email} walked where no point is accepted`);
      await this.useCases.setTracking.execute({ userId, active: false, since: to });
    },
    opensApp: (deed) => this.openApp(deed),
    writes: ({ who, to, message, id = this.ids.next() }) =>
      this.useCases.sendMessage.execute({ principal: this.principalOf(who), id, userId: this.idOf(to), message }),
    looksUp: ({ who, person }) => {
      const { ip, userAgent } = who;
      const userId = this.idOf(person);
      return this.useCases.viewUser.execute({ administrator: this.principalOf(who), userId, ip, userAgent });
    },
    disables: ({ who, person }) => {
      const { ip, userAgent } = who;
      const change = { administrator: this.principalOf(who), userId: this.idOf(person), disabled: true };
      return this.useCases.changeUser.execute({ ...change, ip, userAgent });
    },
  };

  private async openApp({ who, acknowledges, reads }: DeedOf<'opensApp'>): Promise<void> {
    const userId = this.idOf(who);
    await this.useCases.connectDevice.execute({ userId, node: NODE });
    let newest: string | undefined;
    for await (const { id } of this.useCases.catchUpDevice.execute({ userId })) {
      newest = id;
      if (acknowledges) await this.useCases.acknowledgeNotification.execute({ userId, id });
    }
    if (reads === 'all') await this.useCases.markAllRead.execute({ userId });
    if (reads === 'newest' && newest !== undefined) {
      await this.useCases.markNotification.execute({ userId, id: newest });
    }
    await this.useCases.disconnectDevice.execute({ userId, node: NODE });
  }

  private passwordOf({ email }: Account): string {
    const { administrator, administratorPassword, peoplesPassword } = this.credentials;
    return email === administrator.email ? administratorPassword : peoplesPassword;
  }

  private principalOf({ email }: Account): Principal {
    const principal = this.known.get(email)?.principal;
    if (principal === undefined) throw new Error(`${email} is not signed in`);
    return principal;
  }
}
