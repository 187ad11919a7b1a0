import type { User } from '../../src/domain/identity/user.js';

/** A user whose id, names and address come from `name`. */
export function userOf(name: string, changes: Partial<User> = {}): User {
  return {
    id: `id-${name}`,
    username: name,
    usernameKey: name.toLowerCase(),
    email: `${name}@example.org`,
    emailKey: `${name.toLowerCase()}@example.org`,
    passwordHash: '$argon2id$',
    role: 'user',
    active: true,
    disabled: false,
    calendar: [
      { from: 0, timeZone: 'Asia/Tokyo', dayStartsAt: 0 },
      { from: 1_790_000_000_000, timeZone: 'America/Los_Angeles', dayStartsAt: 4 },
    ],
    preferences: { reminder: { inApp: false } },
    quietHours: { from: '22:00', to: '07:00' },
    createdAt: 1_789_000_000_000,
    lastLoginAt: null,
    lastSeenAt: null,
    ...changes,
  };
}
