import type { PointRefusal } from '../../../domain/movement/gps-point.js';
import type { RejectionReason } from '../../../domain/movement/plausibility.js';
import { answer, described, named, schema } from '../schemas.js';

const REFUSALS = [
  'invalid-point',
  'invalid-latitude',
  'invalid-longitude',
  'invalid-instant',
  'in-the-future',
  'too-old',
  'invalid-accuracy',
  'invalid-altitude',
  'invalid-speed',
  'invalid-starts-segment',
  'unknown-field',
  'tracking-off',
] as const satisfies readonly PointRefusal[];

const REJECTIONS = ['null-island', 'inaccurate', 'implausible-speed'] as const satisfies readonly RejectionReason[];

const count = schema.number().integer().min(0);
const metres = schema.number().min(0);

/** What a point should be; each is judged by the domain, one by one, so that a bad one does not refuse the rest. */
const SENT_POINT = schema.object({
  latitude: schema.number().min(-90).max(90).required(),
  longitude: schema.number().min(-180).max(180).required(),
  at: schema.instant().required(),
  accuracy: schema.number().min(0).allow(null).description('radius in metres; missing or 0 means unknown'),
  altitude: schema.number().allow(null),
  speed: schema.number().allow(null),
  startsSegment: schema
    .boolean()
    .description(
      'nothing is counted between this point, or where it is refused the next that is not, and the one before',
    ),
});

export const SENT_POINTS = schema.array().items(described(SENT_POINT)).min(1).max(1000);

export const TRACKING = named('Tracking', answer({ active: schema.boolean(), since: schema.timestamp().allow(null) }));

export const ACCEPTED = named(
  'AcceptedPoints',
  answer({
    accepted: count,
    rejected: schema.array().items(
      answer({
        index: count,
        reason: schema.string().valid(...REFUSALS),
      }),
    ),
  }),
);

export const HOURS = named(
  'Hours',
  answer({
    items: schema.array().items(
      answer({
        hour: schema.timestamp().optional().description('the instant at which the hour begins'),
        day: schema.day().optional().description('in place of `hour` with `by=day`'),
        week: schema.day().optional().description('its Monday, with `by=week`'),
        month: schema
          .string()
          .pattern(/^\d{4}-\d\d$/)
          .optional()
          .description('with `by=month`'),
        metres,
        points: count.description('those not rejected'),
      }),
    ),
    totalMetres: metres,
    rejected: schema
      .array()
      .items(answer({ reason: schema.string().valid(...REJECTIONS), points: count }))
      .description('points of these hours that are not believed, by reason'),
  }),
);

export const POINT = named(
  'Point',
  answer({
    latitude: schema.number(),
    longitude: schema.number(),
    at: schema.timestamp(),
    accuracy: schema.number().allow(null),
    status: schema.string().valid('counted', 'held', 'rejected'),
    reason: schema
      .string()
      .valid(...REJECTIONS, 'stationary')
      .allow(null)
      .description('`null-island`: 0, 0 is what a receiver without a fix says'),
  }),
);
