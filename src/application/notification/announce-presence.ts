import { toIsoOrNull } from '../../domain/time/instant.js';
import type { User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Tells administrators who has come and who has gone. */
export class AnnouncePresence {
  constructor(
    private readonly presence: Presence,
    private readonly users: UserRepository,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
  ) {}

  /**
   * As it is when told, not as it was when noticed: who came back in the meantime is told as connected, and nobody
   * stays told as gone who is here.
   */
  async execute({ userIds }: { readonly userIds: readonly string[] }): Promise<void> {
    if (userIds.length === 0) return;
    const users = await this.users.getMany(userIds);
    const connected = await this.presence.connected(userIds, this.clock.now());
    for (const user of users) await this.tell(user, connected.has(user.id));
    const gone = users.filter(({ id }) => !connected.has(id));
    const back = await this.presence.connected(
      gone.map(({ id }) => id),
      this.clock.now(),
    );
    for (const user of gone.filter(({ id }) => back.has(id))) await this.tell(user, true);
  }

  private async tell({ id, username, lastSeenAt }: User, connected: boolean): Promise<void> {
    const payload = { userId: id, username, connected, lastSeenAt: toIsoOrNull(lastSeenAt) };
    await this.live.sendToAdministrators({ event: 'presence', payload });
  }
}
