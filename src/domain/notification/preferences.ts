import { DomainError } from '../errors.js';
import { OUTER_CHANNELS } from './channel-delivery.js';
import { NOTIFICATION_TYPES, type NotificationType } from './notification.js';

/** By which ways notifications reach a user. */
export const CHANNELS = ['inApp', ...OUTER_CHANNELS] as const;
export type Channel = (typeof CHANNELS)[number];

/** What can be switched off in the app, and so altogether. All else was asked for, or is a matter of security. */
export const OPTIONAL_TYPES = ['reminder', 'streak-at-risk'] as const satisfies readonly NotificationType[];

/** Type → channel → whether it is wanted. What is not in it is as it is for everyone at first. */
export type Preferences = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** Every switch there is. */
export type PreferencesView = Readonly<Record<NotificationType, Readonly<Record<Channel, boolean>>>>;

export const NOTHING_CHOSEN: Preferences = {};

/** A mail box is only written to when its owner asks for it; what goes to webhooks is the operator's choice. */
const AT_FIRST: Readonly<Record<Channel, boolean>> = { inApp: true, email: false, webhook: true };

export function isWanted(preferences: Preferences, type: NotificationType, channel: Channel): boolean {
  if (channel === 'inApp' && !isOptional(type)) return true;
  return preferences[type]?.[channel] ?? AT_FIRST[channel];
}

/** @throws DomainError `not-optional` if it switches off in the app what everyone has to be told */
export function checkedPreferences(preferences: Preferences): Preferences {
  const kept = NOTIFICATION_TYPES.filter((type) => !isOptional(type) && preferences[type]?.['inApp'] === false);
  if (kept.length === 0) return preferences;
  const errors = kept.map((type) => ({ path: `${type}.inApp`, message: `${type} cannot be switched off in the app` }));
  throw new DomainError('invalid', 'not-optional', 'Some notifications cannot be switched off in the app.', { errors });
}

/** What users see of it. */
export function preferencesView(preferences: Preferences): PreferencesView {
  const switches = NOTIFICATION_TYPES.map((type) => [
    type,
    Object.fromEntries(CHANNELS.map((channel) => [channel, isWanted(preferences, type, channel)])),
  ]);
  return Object.fromEntries(switches) as PreferencesView;
}

function isOptional(type: NotificationType): boolean {
  return (OPTIONAL_TYPES as readonly NotificationType[]).includes(type);
}
