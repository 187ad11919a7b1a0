import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join, resolve } from 'node:path';
import Joi from 'joi';
import type { Environment } from './environment.js';
import { readJwtSecret } from './jwt-secret.js';
import { projectDirectory, projectVersion } from './project.js';
import { SETTINGS } from './setting-list.js';
import type {
  HttpSettings,
  IdentitySettings,
  InsightSettings,
  KafkaSettings,
  MailSettings,
  Settings,
  TokenSettings,
  WebSettings,
} from './settings.js';

/** The settings are wrong: each one in a line of its own, by name, never with its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(`Settings are wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

/**
 * Checks everything at once. An empty variable counts as unset.
 * @throws SettingsError
 */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.keys(SETTINGS).map((name) => [name, variables[name] === '' ? undefined : variables[name]]),
  );
  const checked = schema.validate(given, { abortEarly: false, errors: { wrap: { label: false, array: false } } });
  const environment = checked.value as Environment;
  const problems = [
    ...(checked.error?.details.map(({ message }) => message) ?? []),
    ...missingForRole(environment),
    ...weakPassword(environment),
    ...tokensBesideMail(environment),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return settingsOf(environment, createSecretKey(secretOf(environment)));
}

const schema = Joi.object(Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.schema])))
  .and('ADMIN_EMAIL', 'ADMIN_PASSWORD')
  .with('SMTP_URL', 'MAIL_FROM')
  .with('WEBHOOK_URL', 'WEBHOOK_SECRET')
  .oxor('JWT_SECRET', 'JWT_SECRET_FILE')
  .messages({
    'object.and': '{#presentWithLabels} needs {#missingWithLabels} beside it',
    'object.with': '{#mainWithLabel} needs {#peerWithLabel} beside it',
    'object.oxor': 'only one of {#peersWithLabels} may be set',
  });

function missingForRole({ ROLE, ...rest }: Environment): readonly string[] {
  if (!['api', 'realtime', 'worker', 'web'].includes(ROLE)) return [];
  const servers = (['MONGO_URL', 'KAFKA_BROKERS', 'REDIS_URL'] as const).filter((name) => rest[name] === undefined);
  const problems = servers.map(
    (name) => `${name} is required by any ROLE but all: embedded adapters live in one process`,
  );
  if (rest.JWT_SECRET !== undefined || rest.JWT_SECRET_FILE !== undefined) return problems;
  return [...problems, 'JWT_SECRET or JWT_SECRET_FILE is required by any ROLE but all'];
}

function weakPassword({ ADMIN_PASSWORD, PASSWORD_MIN }: Environment): readonly string[] {
  return (ADMIN_PASSWORD?.length ?? Infinity) < PASSWORD_MIN ? ['ADMIN_PASSWORD is shorter than PASSWORD_MIN'] : [];
}

/** Whoever is answered with the token needs no access to the mailbox, so addresses would prove nothing. */
function tokensBesideMail({ EXPOSE_ACTIVATION, SMTP_URL }: Environment): readonly string[] {
  if (EXPOSE_ACTIVATION !== true || SMTP_URL === undefined) return [];
  return ['EXPOSE_ACTIVATION may not be on beside SMTP_URL: unset it, as activation links are mailed'];
}

function secretOf({ JWT_SECRET: text, JWT_SECRET_FILE: file, DATA_DIR: directory }: Environment): Buffer {
  try {
    if (text !== undefined) return readJwtSecret({ text });
    return readJwtSecret(file === undefined ? { directory } : { file });
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}

function settingsOf(env: Environment, key: KeyObject): Settings {
  return {
    role: env.ROLE,
    version: projectVersion(),
    logLevel: env.LOG_LEVEL,
    dataDirectory: resolve(env.DATA_DIR),
    mongo: env.MONGO_URL === undefined ? undefined : { url: env.MONGO_URL },
    kafka: kafkaSettings(env),
    redis: env.REDIS_URL === undefined ? undefined : { url: env.REDIS_URL, prefix: env.REDIS_PREFIX },
    http: httpSettings(env),
    web: webSettings(env),
    tokens: tokenSettings(env, key),
    identity: identitySettings(env),
    mail: mailSettings(env),
    webhook: webhookSettings(env),
    hydration: { outageExcusesAfter: env.OUTAGE_EXCUSES_AFTER },
    notification: {
      ackTimeout: env.DELIVERY_ACK_TIMEOUT,
      retryBase: env.NOTIFICATION_RETRY_BASE,
      maxAttempts: env.NOTIFICATION_MAX_ATTEMPTS,
    },
    sockets: { perUser: env.SOCKETS_PER_USER },
    presence: { grace: env.PRESENCE_GRACE, ttl: env.PRESENCE_TTL },
    movement: {
      maxSpeed: env.MOVEMENT_MAX_SPEED,
      maxAccuracy: env.MOVEMENT_MAX_ACCURACY,
      maxGap: env.MOVEMENT_MAX_GAP,
    },
    insight: insightSettings(env),
    retention: { activityRetention: env.ACTIVITY_RETENTION, movementRetention: env.MOVEMENT_RETENTION },
  };
}

function kafkaSettings({ KAFKA_BROKERS: brokers, ...env }: Environment): KafkaSettings | undefined {
  if (brokers === undefined) return undefined;
  return {
    brokers,
    prefix: env.KAFKA_PREFIX,
    partitions: env.KAFKA_PARTITIONS,
    retention: env.KAFKA_RETENTION,
    replication: env.KAFKA_REPLICATION,
  };
}

function httpSettings(env: Environment): HttpSettings {
  return {
    port: env.PORT,
    corsOrigins: env.CORS_ORIGINS ?? defaultOrigins(env),
    trustProxy: env.TRUST_PROXY,
    requestLimit: env.REQUEST_LIMIT,
    registerLimit: env.REGISTER_LIMIT,
    realtimeUrl: env.REALTIME_URL,
    shutdownNotice: env.SHUTDOWN_NOTICE,
  };
}

function defaultOrigins(env: Environment): readonly string[] {
  const local = env.ROLE === 'all' ? [`http://localhost:${env.WEB_PORT}`, `http://127.0.0.1:${env.WEB_PORT}`] : [];
  const own = env.PUBLIC_URL === undefined ? [] : [new URL(env.PUBLIC_URL).origin];
  return [...new Set([...own, ...local])];
}

function webSettings(env: Environment): WebSettings {
  const directory = join(projectDirectory(), 'web');
  return { port: env.WEB_PORT, directory, apiUrl: env.API_URL, apiPort: env.PORT, realtimeUrl: env.REALTIME_URL };
}

function tokenSettings(env: Environment, key: KeyObject): TokenSettings {
  return {
    key,
    issuer: 'streakline',
    audience: 'streakline-api',
    accessTtl: env.ACCESS_TOKEN_TTL,
    refreshTtl: env.REFRESH_TOKEN_TTL * 24 * 3600,
    refreshGrace: env.REFRESH_GRACE,
  };
}

function identitySettings({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ...env }: Environment): IdentitySettings {
  return {
    administrator: email === undefined || password === undefined ? undefined : { email, password },
    passwordMin: env.PASSWORD_MIN,
    exposeActivation: env.EXPOSE_ACTIVATION ?? (env.SMTP_URL === undefined && env.NODE_ENV !== 'production'),
    loginLimitPerAddress: env.LOGIN_LIMIT_PER_ADDRESS,
  };
}

function mailSettings({ SMTP_URL: url, MAIL_FROM: from, ...env }: Environment): MailSettings {
  return {
    smtp: url === undefined || from === undefined ? undefined : { url, from },
    directory: resolve(env.DATA_DIR, 'mail'),
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.WEB_PORT}`).replace(/\/+$/, ''),
  };
}

function webhookSettings({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }: Environment): Settings['webhook'] {
  return url === undefined || secret === undefined ? undefined : { url, secret: createSecretKey(secret) };
}

function insightSettings(env: Environment): InsightSettings {
  return {
    reportTimeZone: env.REPORT_TIME_ZONE,
    loginSpike: {
      window: env.LOGIN_SPIKE_WINDOW,
      min: env.LOGIN_SPIKE_MIN,
      factor: env.LOGIN_SPIKE_FACTOR,
      cooldown: env.LOGIN_SPIKE_COOLDOWN,
    },
  };
}
