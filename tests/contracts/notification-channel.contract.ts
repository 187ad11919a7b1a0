import { expect } from 'chai';
import type { NotificationChannel } from '../../src/application/ports/notification-channel.js';
import { DomainError } from '../../src/domain/errors.js';
import { createUser } from '../../src/domain/identity/user.js';
import { initialCalendar } from '../../src/domain/time/local-day.js';
import { notificationDraft } from './notification-draft.js';
import type { Opened } from './opened.js';

/** A channel with somebody at its other end. */
export interface OpenedChannel extends Opened<NotificationChannel> {
  /** What arrived so far, in order. */
  readonly received: () => readonly { readonly id: string; readonly text: string }[];
  /** How the other end answers from now on: it takes everything, cannot now, or never will. */
  answer(how: 'taken' | 'busy' | 'refused'): void;
  /** The other end goes away. */
  leave(): Promise<void>;
}

const ANN = createUser({
  id: 'ann',
  username: { text: 'Ann', key: 'ann' },
  email: { text: 'ann@example.org', key: 'ann@example.org' },
  passwordHash: '',
  role: 'user',
  active: true,
  calendar: initialCalendar('UTC'),
  createdAt: 0,
});

export function notificationChannelContract(adapter: string, open: () => Promise<OpenedChannel>): void {
  describe(`NotificationChannel on ${adapter}`, () => {
    let opened: OpenedChannel;
    let channel: NotificationChannel;
    beforeEach(async () => {
      opened = await open();
      channel = opened.port;
    });
    afterEach(() => opened.close());

    const send = (id: string, message: string) => channel.send(ANN, { ...notificationDraft(id), message, sequence: 1 });
    const errorOf = (sending: Promise<void>) =>
      sending.then(
        () => undefined,
        (error: unknown) => error,
      );

    it('hands a notification over, whatever is written in it', async () => {
      await send('n-1', 'Drink "water" 💧\n.\nnow');
      expect(opened.received().map(({ id }) => id)).to.deep.equal(['n-1']);
      expect(opened.received()[0]?.text).to.include('water').and.include('now');
    });

    it('sends the same one again under the same id', async () => {
      await send('n-1', 'once');
      await send('n-1', 'once');
      await send('n-2', 'twice');
      expect(opened.received().map(({ id }) => id)).to.deep.equal(['n-1', 'n-1', 'n-2']);
    });

    it('says that it may be taken later, and it is', async () => {
      opened.answer('busy');
      expect(await errorOf(send('n-1', 'later')))
        .to.be.instanceOf(DomainError)
        .with.property('kind', 'unavailable');
      opened.answer('taken');
      await send('n-1', 'later');
      expect(opened.received().map(({ id }) => id)).to.deep.equal(['n-1']);
    });

    it('says that it may be taken later when nobody is there', async () => {
      await opened.leave();
      expect(await errorOf(send('n-1', 'lost')))
        .to.be.instanceOf(DomainError)
        .with.property('kind', 'unavailable');
    });

    it('says what will never be taken', async () => {
      opened.answer('refused');
      const error = await errorOf(send('n-1', 'never'));
      expect(error).to.be.instanceOf(DomainError).with.property('kind').that.is.not.equal('unavailable');
      expect(opened.received()).to.deep.equal([]);
    });
  });
}
