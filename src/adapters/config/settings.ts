import type { KeyObject } from 'node:crypto';
import type { LoginLimitSettings } from '../../application/identity/check-password.js';
import type { MailLinkSettings } from '../../application/identity/account-mail.js';
import type { RegistrationSettings } from '../../application/identity/register-user.js';
import type { PasswordSettings } from '../../application/identity/hash-new-password.js';
import type { ReportSettings } from '../../application/insight/count-day.js';
import type { RetentionSettings } from '../../application/insight/purge-expired.js';
import type { HydrationSettings } from '../../domain/hydration/judged-days.js';
import type { SessionSettings } from '../../domain/identity/session.js';
import type { SpikeSettings } from '../../domain/insight/login-spike.js';
import type { MovementSettings } from '../../domain/movement/plausibility.js';
import type { PresenceSettings } from '../../domain/notification/presence-lease.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { LogLevel, ProcessRole } from './environment.js';

export interface Settings {
  readonly role: ProcessRole;
  readonly version: string;
  readonly logLevel: LogLevel;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Each is set when a real server takes the place of an embedded adapter. */
  readonly mongo: { readonly url: string } | undefined;
  readonly kafka: KafkaSettings | undefined;
  readonly redis: { readonly url: string; readonly prefix: string } | undefined;
  readonly http: HttpSettings;
  readonly web: WebSettings;
  readonly tokens: TokenSettings;
  readonly identity: IdentitySettings;
  readonly mail: MailSettings;
  /** Unset: nobody is told. */
  readonly webhook: { readonly url: string; readonly secret: KeyObject } | undefined;
  readonly hydration: HydrationSettings;
  readonly notification: DeliverySettings;
  readonly sockets: { readonly perUser: number };
  readonly presence: PresenceSettings;
  readonly movement: MovementSettings;
  readonly insight: InsightSettings;
  readonly retention: RetentionSettings;
}

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
  /** days */
  readonly retention: number;
  /** The broker's default if it is missing. */
  readonly replication: number | undefined;
}

export interface HttpSettings {
  readonly port: number;
  /** Origins, or `*` alone. */
  readonly corsOrigins: readonly string[];
  readonly trustProxy: number;
  /** A minute. */
  readonly requestLimit: number;
  /** An hour. */
  readonly registerLimit: number;
  readonly realtimeUrl: string | undefined;
  /** s */
  readonly shutdownNotice: number;
}

export interface WebSettings {
  readonly port: number;
  readonly directory: string;
  readonly apiUrl: string | undefined;
  readonly apiPort: number;
  readonly realtimeUrl: string | undefined;
}

export interface TokenSettings extends SessionSettings {
  /** Signs access tokens and derives one-time tokens. */
  readonly key: KeyObject;
  readonly issuer: string;
  readonly audience: string;
}

export interface IdentitySettings extends PasswordSettings, RegistrationSettings, LoginLimitSettings {
  readonly administrator: { readonly email: string; readonly password: string } | undefined;
}

export interface MailSettings extends MailLinkSettings {
  /** Unset: mail is simulated. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Where simulated mail is written. */
  readonly directory: string;
}

export interface InsightSettings extends ReportSettings {
  readonly loginSpike: SpikeSettings;
}
