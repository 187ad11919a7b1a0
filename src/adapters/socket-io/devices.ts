import type { NotificationView } from '../../application/notification/notification-view.js';
import type { Device, Send } from './device.js';

/** The open sockets of this process, by user. */
export class Devices {
  private readonly byUser = new Map<string, Set<Device>>();

  constructor(private readonly send: Send) {}

  add(device: Device): void {
    const { userId } = device.principal;
    this.byUser.set(userId, (this.byUser.get(userId) ?? new Set<Device>()).add(device));
  }

  remove(device: Device): void {
    const { userId } = device.principal;
    const left = this.byUser.get(userId);
    left?.delete(device);
    if (left?.size === 0) this.byUser.delete(userId);
  }

  /** To each device of the user. */
  offer(userId: string, notification: NotificationView): void {
    const devices = [...(this.byUser.get(userId) ?? [])].filter((device) => device.takes(notification));
    this.send(devices, notification);
  }

  has(userId: string): boolean {
    return this.byUser.has(userId);
  }

  of(userIds: readonly string[]): readonly Device[] {
    return userIds.flatMap((userId) => [...(this.byUser.get(userId) ?? [])]);
  }

  all(): readonly Device[] {
    return this.of(this.userIds());
  }

  userIds(): readonly string[] {
    return [...this.byUser.keys()];
  }
}
