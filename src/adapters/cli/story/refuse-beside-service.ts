import type { UptimeRepository } from '../../../application/ports/uptime-repository.js';
import type { Instant } from '../../../domain/time/instant.js';
import { SeedingRefused } from './seeding-refused.js';

/** Heartbeats come each minute. */
const HEARTBEAT_MS = 75_000;

/**
 * The jobs of a running service would close days that the story has still to come to, as days on which nothing was done.
 * @throws SeedingRefused if a service has been alive on this store a moment ago
 */
export async function refuseBesideService(uptime: UptimeRepository, now: Instant): Promise<void> {
  const { lastBeat = -Infinity } = (await uptime.get()) ?? {};
  if (now - lastBeat < HEARTBEAT_MS) {
    throw new SeedingRefused('A service runs on this store: stop it first, and seed a minute later.');
  }
}
