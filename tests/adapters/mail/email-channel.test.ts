import { expect } from 'chai';
import { EmailChannel } from '../../../src/adapters/mail/email-channel.js';
import { SmtpMailer } from '../../../src/adapters/mail/smtp-mailer.js';
import { createUser } from '../../../src/domain/identity/user.js';
import { initialCalendar } from '../../../src/domain/time/local-day.js';
import { MailBox } from '../../application/identity/mail-box.js';
import { notificationChannelContract } from '../../contracts/notification-channel.contract.js';
import { notificationDraft } from '../../contracts/notification-draft.js';
import { MailServer } from './mail-server.js';

const ANSWERS = { taken: '250 ok', busy: '451 not now', refused: '550 nobody of that name' } as const;

notificationChannelContract('SMTP', async () => {
  const server = new MailServer();
  const mailer = new SmtpMailer(await server.open(), 'Streakline <no-reply@example.org>');
  return {
    port: new EmailChannel(mailer, 'https://example.org'),
    received: () => server.mails.map((text) => ({ id: /^Message-ID: <(.+)@/m.exec(text)?.[1] ?? '', text })),
    answer: (how) => {
      server.answerToRecipient = ANSWERS[how];
    },
    leave: () => {
      server.close();
      return Promise.resolve();
    },
    close: () => {
      mailer.close();
      server.close();
      return Promise.resolve();
    },
  };
});

describe('EmailChannel', () => {
  it('says what it is about, and where to read on', async () => {
    const box = new MailBox();
    const name = (text: string) => ({ text, key: text });
    const zoe = createUser({
      id: 'zoe',
      username: name('Zoë'),
      email: name('zoe@example.org'),
      passwordHash: '',
      role: 'user',
      active: true,
      calendar: initialCalendar('UTC'),
      createdAt: 0,
    });
    const lost = { ...notificationDraft('n-1', { type: 'streak-lost', message: 'Seven days, gone.' }), sequence: 1 };
    await new EmailChannel(box, 'https://example.org').send(zoe, lost);
    expect(box.mails).to.have.length(1);
    expect(box.mails[0]).to.include({ id: 'n-1', to: 'zoe@example.org', subject: 'Your streak has ended' });
    expect(box.mails[0]?.text)
      .to.match(/^Hello Zoë,\n\nSeven days, gone\.\n\n/)
      .and.include('https://example.org/')
      .and.include('switch them off');
  });
});
