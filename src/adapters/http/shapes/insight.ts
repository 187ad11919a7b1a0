import { answer, id, named, schema } from '../schemas.js';

const count = schema.number().integer().min(0);

export const METRICS = named(
  'Metrics',
  answer({
    totalUsers: count,
    activeUsers7d: count.description('signed in within 7 days'),
    failedLogins24h: count,
    newUsers7d: count,
    generatedAt: schema.timestamp(),
    range: answer({ logins: count, failedLogins: count, registrations: count })
      .optional()
      .description('what happened between `from` and `to`, if either was asked for'),
  }),
);

export const REPORT = named(
  'DailyReport',
  answer({
    day: schema.day(),
    timeZone: schema.string(),
    logins: count,
    failedLogins: count,
    registrations: count,
    generatedAt: schema.timestamp(),
  }),
);

export const ALERT = named(
  'LoginAlert',
  answer({
    id,
    kind: schema.string().valid('brute-force', 'stuffing'),
    startedAt: schema.timestamp(),
    resolvedAt: schema.timestamp().allow(null),
    failures: count,
    accounts: count,
    addresses: count,
  }),
);
