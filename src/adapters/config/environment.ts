import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';

export type ProcessRole = 'all' | 'api' | 'realtime' | 'worker' | 'web';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** The environment once checked: named as operators write it, typed, defaults filled in. */
export interface Environment {
  readonly ROLE: ProcessRole;
  readonly NODE_ENV: string;
  readonly PORT: number;
  readonly WEB_PORT: number;
  readonly DATA_DIR: string;
  readonly LOG_LEVEL: LogLevel;
  readonly MONGO_URL?: string;
  readonly KAFKA_BROKERS?: readonly string[];
  readonly REDIS_URL?: string;
  readonly KAFKA_PREFIX: string;
  readonly KAFKA_PARTITIONS: number;
  readonly KAFKA_RETENTION: number;
  readonly KAFKA_REPLICATION?: number;
  readonly REDIS_PREFIX: string;
  readonly JWT_SECRET?: string;
  readonly JWT_SECRET_FILE?: string;
  readonly ACCESS_TOKEN_TTL: number;
  readonly REFRESH_TOKEN_TTL: number;
  readonly REFRESH_GRACE: number;
  readonly ADMIN_EMAIL?: string;
  readonly ADMIN_PASSWORD?: string;
  readonly PASSWORD_MIN: number;
  readonly SMTP_URL?: string;
  readonly MAIL_FROM?: string;
  readonly PUBLIC_URL?: string;
  readonly EXPOSE_ACTIVATION?: boolean;
  readonly WEBHOOK_URL?: string;
  readonly WEBHOOK_SECRET?: Buffer;
  readonly API_URL?: string;
  readonly REALTIME_URL?: string;
  readonly CORS_ORIGINS?: readonly string[];
  readonly TRUST_PROXY: number;
  readonly SHUTDOWN_NOTICE: number;
  readonly REQUEST_LIMIT: number;
  readonly REGISTER_LIMIT: number;
  readonly LOGIN_LIMIT_PER_ADDRESS: number;
  readonly OUTAGE_EXCUSES_AFTER: number;
  readonly SOCKETS_PER_USER: number;
  readonly DELIVERY_ACK_TIMEOUT: number;
  readonly NOTIFICATION_RETRY_BASE: number;
  readonly NOTIFICATION_MAX_ATTEMPTS: number;
  readonly PRESENCE_GRACE: number;
  readonly PRESENCE_TTL: number;
  readonly MOVEMENT_MAX_SPEED: number;
  readonly MOVEMENT_MAX_ACCURACY: number;
  readonly MOVEMENT_MAX_GAP: number;
  readonly MOVEMENT_RETENTION: number;
  readonly REPORT_TIME_ZONE: string;
  readonly LOGIN_SPIKE_WINDOW: number;
  readonly LOGIN_SPIKE_MIN: number;
  readonly LOGIN_SPIKE_FACTOR: number;
  readonly LOGIN_SPIKE_COOLDOWN: number;
  readonly ACTIVITY_RETENTION: number;
}

/** The variables of the process, and those of a `.env` in its directory that the process does not have. */
export function processEnvironment(): NodeJS.ProcessEnv {
  const file = join(process.cwd(), '.env');
  if (existsSync(file)) loadEnvFile(file);
  return process.env;
}
