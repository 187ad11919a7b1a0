import type { NotificationType } from '../../domain/notification/notification.js';
import { administratorsOf } from '../identity/administrators.js';
import type { PostNotification } from '../notification/post-notification.js';
import type { UserRepository } from '../ports/user-repository.js';

export interface AdministratorNotice {
  readonly type: NotificationType;
  /** Each administrator is told once under a key. */
  readonly key: string;
  readonly message: string;
}

export class NotifyAdministrators {
  constructor(
    private readonly users: UserRepository,
    private readonly post: PostNotification,
  ) {}

  async execute(notice: AdministratorNotice): Promise<void> {
    for await (const { id: userId } of administratorsOf(this.users)) {
      await this.post.execute({ userId, ...notice });
    }
  }
}
