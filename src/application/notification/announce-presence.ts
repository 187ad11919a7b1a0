import { toIsoOrNull } from '../../domain/time/instant.js';
import type { User } from '../../domain/identity/user.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { Log } from '../ports/log.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';

/** Tells administrators who has come and who has gone. */
export class AnnouncePresence {
  /** Of whom they could not be told. */
  private untold: readonly string[] = [];

  constructor(
    private readonly presence: Presence,
    private readonly users: UserRepository,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * As it is when told, not as it was when noticed: who came back in the meantime is told as connected, and nobody
   * stays told as gone who is here. Never rejects: presence names a user once, so what fails is tried again with the next
   * call, which may be for nobody.
   */
  async execute({ userIds }: { readonly userIds: readonly string[] }): Promise<void> {
    const telling = [...new Set([...this.untold, ...userIds])];
    if (telling.length === 0) return;
    this.untold = [];
    try {
      await this.announce(telling);
    } catch (error) {
      this.untold = [...this.untold, ...telling];
      this.log.warn({ error, users: telling.length }, 'presence is told to administrators later');
    }
  }

  private async announce(userIds: readonly string[]): Promise<void> {
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
