import type { NotificationType } from './notification.js';

/** By which ways notifications reach a user. */
export const CHANNELS = ['inApp'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What can be switched off. All else is sent whatever the user prefers: it was asked for, or is a matter of security. */
export const OPTIONAL_TYPES = ['reminder', 'streak-at-risk'] as const satisfies readonly NotificationType[];
export type OptionalType = (typeof OPTIONAL_TYPES)[number];

/** Type → channel → whether it is wanted. What is not in it is: so it is with types and channels that come later. */
export type Preferences = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** Every switch there is. */
export type PreferencesView = Readonly<Record<OptionalType, Readonly<Record<Channel, boolean>>>>;

export const ALL_WANTED: Preferences = {};

export function isWanted(preferences: Preferences, type: OptionalType, channel: Channel): boolean {
  return preferences[type]?.[channel] ?? true;
}

/** What users see of it. */
export function preferencesView(preferences: Preferences): PreferencesView {
  const switches = OPTIONAL_TYPES.map((type) => [
    type,
    Object.fromEntries(CHANNELS.map((channel) => [channel, isWanted(preferences, type, channel)])),
  ]);
  return Object.fromEntries(switches) as PreferencesView;
}
