import { answer, id, named, schema } from '../schemas.js';

const count = schema.number().integer().min(0);

export const METRICS = named(
  'Metrics',
  answer({
    totalUsers: count,
    activeUsers7d: count.description('signed in within 7 days'),
    failedLogins24h: count,
    newUsers7d: count,
    generatedAt: schema.timestamp().description('of the figures above and the range; those below are of now'),
    today: schema.day().description('the day of `timeZone` to which things belong by their instants'),
    timeZone: schema.string().description('IANA name, `REPORT_TIME_ZONE`'),
    onlineUsers: count,
    goalsReachedToday: count,
    metresToday: schema.number().min(0),
    notifications: answer({ pending: count, delivered: count, failed: count, dead: count }).description(
      'all that are kept, by status',
    ),
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
    intakes: count.description('drunk on that day'),
    millilitres: count,
    goalsReached: count.description('by an intake of that day'),
    metres: schema.number().min(0),
    points: count.description('GPS points that are not rejected'),
    notifications: count.description('made on that day; the others are how they stood when the report was made'),
    notificationsDelivered: count,
    notificationsFailed: count,
    notificationsDead: count,
    generatedAt: schema.timestamp().description('what came later is in no report'),
  }),
);

export const ALERT = named(
  'LoginAlert',
  answer({
    id,
    kind: schema
      .string()
      .valid('brute-force', 'stuffing')
      .description('many tries on few accounts, or few tries on many'),
    startedAt: schema.timestamp(),
    resolvedAt: schema.timestamp().allow(null),
    failures: count.description('of the window that had the most so far, as are the figures below'),
    accounts: count,
    addresses: count,
    topAccounts: schema
      .array()
      .items(
        answer({
          userId: schema.string().allow(null).description('null if there is no such account'),
          account: schema
            .string()
            .allow(null)
            .description('the user name, null once the user is deleted; without a `userId` the name that was tried'),
          failures: count,
        }),
      )
      .max(5)
      .description('the accounts with the most failures'),
    topAddresses: schema
      .array()
      .items(answer({ address: schema.string(), failures: count }))
      .max(5)
      .description('the addresses with the most failures'),
  }),
);
