import { RecordingLiveChannel } from '../notification/recording-live-channel.js';

/** Also keeps whose sockets would have been closed. */
export class EndingLiveChannel extends RecordingLiveChannel {
  readonly endedSessions: string[] = [];
  readonly endedUsers: string[] = [];

  override endSession(sessionId?: string): Promise<void> {
    if (sessionId !== undefined) this.endedSessions.push(sessionId);
    return Promise.resolve();
  }

  override endUser(userId?: string): Promise<void> {
    if (userId !== undefined) this.endedUsers.push(userId);
    return Promise.resolve();
  }
}
