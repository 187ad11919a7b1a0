import Joi from 'joi';
import { isTimeZone } from '../../domain/time/local-day.js';
import { canonicalTimeZone } from '../../domain/time/time-zone.js';
import type { Environment } from './environment.js';

export interface SettingDescription {
  readonly schema: Joi.Schema;
  /** One line for operators, unit included. */
  readonly meaning: string;
  /** What holds without it, where the schema's own default does not say it. */
  readonly otherwise?: string;
}

const port = Joi.number().integer().min(0).max(65_535);
const count = Joi.number().integer().min(1);
const seconds = Joi.number().min(0);
const days = Joi.number().min(1);
const url = Joi.string().uri({ scheme: ['http', 'https'] });
const prefix = (pattern: RegExp, characters: string): Joi.StringSchema =>
  Joi.string().allow('').pattern(pattern).message(`{#label} may hold ${characters}`).default('');
const server = (pattern: RegExp, form: string): Joi.StringSchema =>
  Joi.string().pattern(pattern).message(`{#label} must look like ${form}`);
const list = (pattern: RegExp, form: string): Joi.Schema =>
  Joi.string()
    .pattern(pattern)
    .message(`{#label} must be a comma-separated list of ${form}`)
    .custom((text: string) => text.split(',').map((entry) => entry.trim()));

function timeZone(name: string, helpers: Joi.CustomHelpers): unknown {
  return isTimeZone(name) ? canonicalTimeZone(name) : helpers.message({ custom: '{#label} must be an IANA time zone' });
}

/** Requests cannot be made to such an address, so it would never be told of anything. */
function withoutPassword(text: string, helpers: Joi.CustomHelpers): unknown {
  const { username, password } = new URL(text);
  return username + password === '' ? text : helpers.message({ custom: '{#label} may hold no user and no password' });
}

/** As https://www.standardwebhooks.com writes secrets; the value becomes their bytes. */
function webhookSecret(text: string, helpers: Joi.CustomHelpers): unknown {
  const base64 = text.replace(/^whsec_/, '');
  const bytes = Buffer.from(base64, 'base64');
  const wellFormed = base64 !== text && bytes.toString('base64') === base64;
  if (wellFormed && bytes.length >= 24 && bytes.length <= 64) return bytes;
  return helpers.message({ custom: '{#label} must be whsec_ and 24 to 64 bytes in base64' });
}

/** Every setting there is, in the order in which operators read them. */
export const SETTINGS: { readonly [Name in keyof Required<Environment>]: SettingDescription } = {
  ROLE: {
    schema: Joi.valid('all', 'api', 'realtime', 'worker', 'web').default('all'),
    meaning:
      'which part this process plays: all, api, realtime, worker or web; any but all needs MongoDB, Kafka and Redis',
  },
  NODE_ENV: {
    schema: Joi.string().default('development'),
    meaning: 'production switches conveniences of development off',
  },
  PORT: { schema: port.default(8081), meaning: 'REST, Swagger UI, Socket.IO, health and metrics' },
  WEB_PORT: { schema: port.default(3000), meaning: 'the web pages' },
  DATA_DIR: {
    schema: Joi.string().default('./data'),
    meaning: 'the embedded store, the simulated mail box, the generated secret',
  },
  LOG_LEVEL: {
    schema: Joi.valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
    meaning: 'from which level on is logged: fatal, error, warn, info, debug, trace or silent',
  },
  MONGO_URL: {
    schema: server(/^mongodb(\+srv)?:\/\/\S+$/, 'mongodb://host:27017/name'),
    meaning: 'MongoDB as the store',
    otherwise: 'embedded SQLite in DATA_DIR',
  },
  KAFKA_BROKERS: {
    schema: list(/^\s*[^\s,:]+:\d+\s*(,\s*[^\s,:]+:\d+\s*)*$/, 'host:port'),
    meaning: 'Kafka as the event log: host:port, comma-separated',
    otherwise: 'embedded event log',
  },
  REDIS_URL: {
    schema: server(/^rediss?:\/\/\S+$/, 'redis://host:6379'),
    meaning: 'Redis for jobs, cache, rate limits, presence and sockets of several nodes',
    otherwise: 'embedded',
  },
  KAFKA_PREFIX: {
    // What Kafka allows in the name of a topic.
    schema: prefix(/^[\w.-]*$/, 'letters, digits, dot, dash and underscore'),
    meaning: 'put before every topic and group',
    otherwise: 'empty',
  },
  KAFKA_PARTITIONS: {
    schema: count.max(10_000).default(6),
    meaning:
      'partitions of each topic that is made: as many workers share it; chosen once, topics that exist keep theirs',
  },
  KAFKA_RETENTION: {
    schema: days.default(7),
    meaning: 'days for which Kafka keeps events, on topics that exist too; dead letters are kept for 7',
  },
  KAFKA_REPLICATION: {
    schema: count.max(32_767),
    meaning: 'copies of each topic that is made, on as many brokers',
    otherwise: "the brokers' default",
  },
  REDIS_PREFIX: {
    schema: prefix(/^[\w.:-]*$/, 'letters, digits, dot, colon, dash and underscore'),
    meaning: 'put before every key',
    otherwise: 'empty',
  },
  JWT_SECRET: {
    schema: Joi.string().min(32, 'utf8').message('{#label} must have at least 32 bytes'),
    meaning: 'signs access tokens; at least 32 bytes; needed, here or in a file, by every role but all',
    otherwise: 'generated once into DATA_DIR',
  },
  JWT_SECRET_FILE: { schema: Joi.string(), meaning: 'a file that holds the secret, in place of JWT_SECRET' },
  ACCESS_TOKEN_TTL: { schema: count.default(900), meaning: 's until an access token expires' },
  REFRESH_TOKEN_TTL: { schema: days.default(30), meaning: 'days without a refresh until a session expires' },
  REFRESH_GRACE: {
    schema: seconds.default(60),
    meaning: 's in which a refresh token just rotated still gives a pair of the same family',
  },
  ADMIN_EMAIL: {
    schema: Joi.string().email({ tlds: false }),
    meaning: 'this administrator is created at start if missing',
  },
  ADMIN_PASSWORD: { schema: Joi.string(), meaning: 'the password of that administrator, good enough for any user' },
  PASSWORD_MIN: {
    schema: Joi.number().integer().min(8).max(64).default(12),
    meaning: 'characters a password has at least; never below 8',
  },
  SMTP_URL: {
    schema: server(/^smtps?:\/\/\S+$/, 'smtp://user:password@host:587'),
    meaning: 'the mail server',
    otherwise: 'mail is simulated: logged and written to DATA_DIR/mail',
  },
  MAIL_FROM: { schema: Joi.string(), meaning: 'the sender of mails; needed with SMTP_URL' },
  PUBLIC_URL: {
    schema: url,
    meaning: 'address of the web pages, for links in mails',
    otherwise: 'http://localhost:WEB_PORT',
  },
  EXPOSE_ACTIVATION: {
    schema: Joi.boolean().truthy('1', 'yes', 'on').falsy('0', 'no', 'off'),
    meaning: 'the answer to a registration carries the activation token; never on the internet',
    otherwise: 'on while mail is simulated and NODE_ENV is not production',
  },
  WEBHOOK_URL: {
    schema: url.custom(withoutPassword),
    meaning: 'told of every notification and alert, signed by Standard Webhooks',
    otherwise: 'no webhook',
  },
  WEBHOOK_SECRET: {
    schema: Joi.string().custom(webhookSecret),
    meaning: 'signs what the webhook is told: whsec_ and 24 to 64 bytes in base64; needed with WEBHOOK_URL',
  },
  API_URL: {
    schema: url,
    meaning: 'public address of REST, told to the web pages',
    otherwise: 'port PORT of the host that served the page',
  },
  REALTIME_URL: {
    schema: url,
    meaning: 'public address of the sockets, told by GET /api/config',
    otherwise: 'same origin as REST',
  },
  CORS_ORIGINS: {
    schema: list(
      /^(\*|\s*https?:\/\/[^\s,/]+\s*(,\s*https?:\/\/[^\s,/]+\s*)*)$/,
      'origins such as https://app.example.org',
    ),
    meaning: 'origins whose pages may call REST and sockets, comma-separated, or *',
    otherwise: 'PUBLIC_URL; with role all also localhost and 127.0.0.1 on WEB_PORT',
  },
  TRUST_PROXY: {
    schema: Joi.number().integer().min(0).default(0),
    meaning: 'how many proxies stand in front: that many entries of X-Forwarded-For are believed',
  },
  SHUTDOWN_NOTICE: {
    schema: Joi.number().min(0).max(4).default(0),
    meaning:
      's that a process which is told to stop is still reachable, no longer ready: set it behind a load balancer',
  },
  REQUEST_LIMIT: { schema: count.default(1200), meaning: 'requests a minute of a user, or of an address without one' },
  REGISTER_LIMIT: { schema: count.default(100), meaning: 'registrations an hour from an address' },
  LOGIN_LIMIT_PER_ADDRESS: {
    schema: count.default(50),
    meaning: 'failed logins in 15 minutes from one address, whatever the account',
  },
  OUTAGE_EXCUSES_AFTER: {
    schema: Joi.number().min(0).default(4),
    meaning: 'h of a day without any process that accepts intakes until that day, if missed, is excused',
  },
  SOCKETS_PER_USER: {
    schema: count.default(20),
    meaning: 'sockets a user may have open at once, on each realtime node',
  },
  DELIVERY_ACK_TIMEOUT: {
    schema: seconds.default(5),
    meaning: 's without acknowledgement until an attempt to deliver has failed',
  },
  NOTIFICATION_RETRY_BASE: { schema: seconds.default(10), meaning: 's before the first retry; doubles, with jitter' },
  NOTIFICATION_MAX_ATTEMPTS: { schema: count.default(8), meaning: 'attempts until a notification is dead' },
  PRESENCE_GRACE: { schema: seconds.default(5), meaning: 's after the last socket closed until a user is offline' },
  PRESENCE_TTL: { schema: Joi.number().min(1).default(30), meaning: "s until a killed node's users are offline" },
  MOVEMENT_MAX_SPEED: { schema: Joi.number().greater(0).default(100), meaning: 'm/s; a faster hop is not counted' },
  MOVEMENT_MAX_ACCURACY: {
    schema: Joi.number().greater(0).default(100),
    meaning: 'm; a fix with a larger radius is kept but not counted',
  },
  MOVEMENT_MAX_GAP: {
    schema: Joi.number().greater(0).default(3600),
    meaning: 's; no straight line is counted across a longer silence',
  },
  MOVEMENT_RETENTION: {
    schema: days.min(8).default(90),
    meaning: 'days until raw points expire, 8 or more, as points may come 7 days late; hours stay',
  },
  REPORT_TIME_ZONE: {
    schema: Joi.string().custom(timeZone).default('UTC'),
    meaning: 'IANA zone whose days the daily report counts',
  },
  LOGIN_SPIKE_WINDOW: {
    schema: Joi.number().greater(0).default(5),
    meaning: 'min in which failed logins are counted for an alert',
  },
  LOGIN_SPIKE_MIN: { schema: count.default(20), meaning: 'failures a window needs for an alert' },
  LOGIN_SPIKE_FACTOR: {
    schema: Joi.number().greater(0).default(5),
    meaning: 'times the mean of its hour in the last 7 days that a window needs for an alert',
  },
  LOGIN_SPIKE_COOLDOWN: {
    schema: Joi.number().greater(0).default(30),
    meaning: 'min without a spike until an alert is resolved',
  },
  ACTIVITY_RETENTION: { schema: days.default(365), meaning: 'days until activity and alerts are forgotten' },
};
