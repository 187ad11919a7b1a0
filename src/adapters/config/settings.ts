import type { KeyObject } from 'node:crypto';
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
  /** h */
  readonly hydration: { readonly outageExcusesAfter: number };
  /** s, s, count */
  readonly notification: { readonly ackTimeout: number; readonly retryBase: number; readonly maxAttempts: number };
  readonly sockets: { readonly perUser: number };
  /** s */
  readonly presence: { readonly grace: number; readonly ttl: number };
  /** m/s, m, s, days */
  readonly movement: {
    readonly maxSpeed: number;
    readonly maxAccuracy: number;
    readonly maxGap: number;
    readonly retention: number;
  };
  readonly insight: InsightSettings;
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

export interface TokenSettings {
  /** Signs access tokens and derives one-time tokens. */
  readonly key: KeyObject;
  readonly issuer: string;
  readonly audience: string;
  /** s */
  readonly accessTtl: number;
  /** s */
  readonly refreshTtl: number;
  /** s */
  readonly refreshGrace: number;
}

export interface IdentitySettings {
  readonly administrator: { readonly email: string; readonly password: string } | undefined;
  readonly passwordMin: number;
  readonly exposeActivation: boolean;
  readonly loginLimitPerAddress: number;
}

export interface MailSettings {
  /** Unset: mail is simulated. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Where simulated mail is written. */
  readonly directory: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

export interface InsightSettings {
  readonly reportTimeZone: string;
  /** min, count, times, min */
  readonly loginSpike: {
    readonly window: number;
    readonly min: number;
    readonly factor: number;
    readonly cooldown: number;
  };
  /** days */
  readonly activityRetention: number;
}
