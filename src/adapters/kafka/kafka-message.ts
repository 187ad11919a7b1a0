import Joi from 'joi';
import { TOPICS, type AppEvent, type EventType, type RawGpsPoint, type Topic } from '../../application/events.js';
import { NOTIFICATION_TYPES } from '../../domain/notification/notification.js';
import { parseInstant } from '../../domain/time/instant.js';

/** A message as it came. */
export interface RawMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** The event that a message is, or why it is none. */
export type Reading = { readonly event: AppEvent } | { readonly reason: string };

const id = Joi.string().max(200).required();
const instant = Joi.string().custom((value: string, helpers) =>
  parseInstant(value) === undefined ? helpers.error('any.invalid') : value,
);

/** What comes along is to be what the event is about. */
const notification = Joi.object({
  id: Joi.valid(Joi.ref('...notificationId')).required(),
  userId: Joi.valid(Joi.ref('...userId')).required(),
  type: Joi.valid(...NOTIFICATION_TYPES).required(),
  message: Joi.string().required(),
  sequence: Joi.number().integer().min(1).required(),
  attempts: Joi.number().integer().min(0).required(),
  createdAt: instant.required(),
  expiresAt: instant.allow(null).required(),
}).unknown(true);

const DATA = {
  // What is no object is turned into a point that is refused: a bad point spoils no message.
  'gps-points.recorded': { points: Joi.array().items(Joi.any()).sparse().required(), trackingSaidAt: instant },
  // How long a message may be, the domain says.
  'notification.posted': {
    notificationId: id.optional(),
    message: Joi.string().required(),
    routed: Joi.boolean(),
  },
  'notification.routed': { notificationId: id, notification },
  'notification.replayed': { notificationId: id },
} as const satisfies Record<EventType, Joi.SchemaMap>;

function envelope(type: EventType): Joi.ObjectSchema<AppEvent> {
  return Joi.object<AppEvent>({
    id,
    type: Joi.valid(type).required(),
    version: Joi.valid(1).required(),
    occurredAt: instant.required(),
    data: Joi.object({ userId: id, ...DATA[type] })
      .unknown(true)
      .required(),
  })
    .unknown(true)
    .required()
    .prefs({ convert: false });
}

const ENVELOPES = new Map<Topic, Joi.ObjectSchema<AppEvent>>(
  (Object.keys(TOPICS) as EventType[]).map((type) => [TOPICS[type], envelope(type)]),
);

/** Anyone may publish: nothing about a message is believed before. Fields we do not know are let through. */
export function readEvent(topic: Topic, message: RawMessage): Reading {
  if (message.value === null) return { reason: 'no value' };
  let value: unknown;
  try {
    value = JSON.parse(message.value.toString());
  } catch {
    return { reason: 'not JSON' };
  }
  const checked = ENVELOPES.get(topic)?.validate(value);
  if (checked === undefined || checked.error !== undefined)
    return { reason: checked?.error.message ?? 'unknown topic' };
  const event = checked.value;
  if (message.key === null) return { reason: 'no key' };
  if (message.key.toString() !== event.data.userId) return { reason: 'the key is not the user' };
  return { event: event.type === 'gps-points.recorded' ? withObjects(event) : event };
}

function withObjects(event: Extract<AppEvent, { type: 'gps-points.recorded' }>): AppEvent {
  const points = event.data.points.map((point: unknown) => (isObject(point) ? point : {}));
  return { ...event, data: { ...event.data, points } };
}

function isObject(value: unknown): value is RawGpsPoint {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
