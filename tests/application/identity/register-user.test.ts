import { expect } from 'chai';
import type { Registration } from '../../../src/application/identity/register-user.js';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, PASSWORD, openWorldBeforeEach } from './account-world.js';

describe('Registering', () => {
  let world: AccountWorld;
  openWorldBeforeEach((opened) => {
    world = opened;
  });

  const ada = (more: Partial<Registration> = {}): Registration => ({
    id: world.ids.next(),
    username: 'Ada',
    email: 'Ada@Example.org',
    password: PASSWORD,
    ...ORIGIN,
    ...more,
  });

  it('makes a user who has yet to confirm the address', async () => {
    const registration = ada({ timeZone: 'Asia/Tokyo' });
    const { user } = await world.register.execute(registration);
    expect(user).to.deep.equal({
      id: registration.id,
      username: 'Ada',
      email: 'Ada@Example.org',
      role: 'user',
      active: false,
      disabled: false,
      connected: false,
      timeZone: 'Asia/Tokyo',
      timeZoneFrom: '2026-11-21',
      dayStartsAt: 0,
      createdAt: '2026-11-21T10:00:00.000Z',
      lastLoginAt: null,
      lastSeenAt: null,
    });
    expect(await world.typesOf(user.id)).to.deep.equal(['registered']);
  });

  it('mails a link that ends in the token, and keeps of password and token only digests', async () => {
    const { activation } = await world.register.execute(ada());
    const [mail] = world.mailBox.mails;
    expect(mail).to.include({ to: 'Ada@Example.org' });
    expect(mail?.text).to.match(/^http:\/\/localhost:3000\/activate\?token=[\w-]{43}$/m);
    expect(world.mailBox.token).to.equal(activation?.token);
    const kept = await world.users.byUsernameKey('ada');
    expect(kept?.passwordHash).to.match(/^\$argon2id\$/);
    expect(JSON.stringify([kept, await world.activityOf()]))
      .to.not.include(PASSWORD)
      .and.not.include(activation?.token);
    expect(await world.tokens.get(activation!.token, 'activation')).to.equal(undefined);
  });

  it('hands the token out only where that is allowed', async () => {
    world.settings.exposeActivation = false;
    expect(await world.register.execute(ada())).to.have.all.keys('user');
  });

  it('gives the same answer to the same registration, and makes one user of it', async () => {
    const registration = ada();
    const first = await world.register.execute(registration);
    expect(await world.register.execute(registration)).to.deep.equal(first);
    expect(await world.users.count({})).to.equal(1);
    expect(await world.typesOf(first.user.id)).to.deep.equal(['registered']);
  });

  it('refuses a name or address that is taken, in whatever form', async () => {
    await world.register.execute(ada());
    expect(await codeOf(world.register.execute(ada({ username: 'ＡＤＡ', email: 'b@example.org' })))).to.equal(
      'username-taken',
    );
    expect(await codeOf(world.register.execute(ada({ username: 'bea', email: 'ada@EXAMPLE.org' })))).to.equal(
      'email-taken',
    );
  });

  it('makes one user of many who want the same name at once', async () => {
    const racing = Array.from({ length: 8 }, (_, index) =>
      codeOf(world.register.execute(ada({ email: `a${index}@b.org` }))),
    );
    const codes = await Promise.all(racing);
    expect(codes.filter((code) => code === 'none')).to.have.length(1);
    expect(codes.filter((code) => code === 'username-taken')).to.have.length(7);
  });

  it('refuses what is not valid, before anything is stored', async () => {
    const codes = [
      await codeOf(world.register.execute(ada({ password: 'short' }))),
      await codeOf(world.register.execute(ada({ password: 'ada@example.org' }))),
      await codeOf(world.register.execute(ada({ timeZone: '+05:30' }))),
      await codeOf(world.register.execute(ada({ username: 'a b' }))),
      await codeOf(world.register.execute(ada({ email: 'a@b@c' }))),
    ];
    expect(codes).to.deep.equal([
      'weak-password',
      'weak-password',
      'invalid-time-zone',
      'invalid-username',
      'invalid-email',
    ]);
    expect(await world.users.count({})).to.equal(0);
    expect(world.mailBox.mails).to.deep.equal([]);
  });

  it('succeeds while mail is away, and says so in the log', async () => {
    world.mailBox.away = true;
    expect(await codeOf(world.register.execute(ada()))).to.equal('none');
    expect(world.log.lines.map(({ message }) => message)).to.deep.equal(['activation mail not sent']);
  });
});

describe('Activating', () => {
  let world: AccountWorld;
  let id: string;
  let token: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    id = world.ids.next();
    const ada = { id, username: 'ada', email: 'ada@example.org', password: PASSWORD, ...ORIGIN };
    token = (await world.register.execute(ada)).activation!.token;
  });

  const activate = (with_ = token) => world.activate.execute({ token: with_, ...ORIGIN });

  it('works once', async () => {
    expect((await activate()).user).to.include({ id, active: true });
    expect(await codeOf(activate())).to.equal('already-active');
    expect(await world.typesOf(id)).to.deep.equal(['registered', 'activated']);
  });

  it('works for one of many at once', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(activate())));
    expect(codes.filter((code) => code === 'none')).to.have.length(1);
    expect(codes.filter((code) => code === 'already-active')).to.have.length(9);
  });

  it('works for 24 hours', async () => {
    world.clock.advance(24 * 3_600_000);
    expect(await codeOf(activate())).to.equal('invalid-token');
    expect((await world.users.get(id))?.active).to.equal(false);
  });

  it('refuses a token that nobody gave, or that was given for something else', async () => {
    await activate();
    await world.requestReset.execute({ email: 'ada@example.org' });
    await world.background.idle();
    for (const bad of ['', 'x', world.secrets.random(), world.secrets.digest(token), world.mailBox.token]) {
      expect(await codeOf(activate(bad)), bad).to.equal('invalid-token');
    }
  });

  it('can be asked for again: a fresh token, by mail only, beside the first one', async () => {
    world.clock.advance(24 * 3_600_000);
    await world.resend.execute({ email: ' ADA@example.org' });
    await world.background.idle();
    expect(world.mailBox.mails).to.have.length(2);
    expect(world.mailBox.token).to.not.equal(token);
    expect(await codeOf(activate(world.mailBox.token))).to.equal('none');
    expect(await codeOf(activate())).to.equal('already-active');
  });

  it('mails nothing to unknown or active accounts, and answers all alike', async () => {
    await activate();
    for (const email of ['ada@example.org', 'nobody@example.org', 'nonsense']) {
      await world.resend.execute({ email });
    }
    await world.background.idle();
    expect(world.mailBox.mails).to.have.length(1);
  });

  it('is mailed again five times an hour, whoever asks', async () => {
    for (let count = 0; count < 9; count += 1) await world.resend.execute({ email: 'ada@example.org' });
    await world.background.idle();
    expect(world.mailBox.mails).to.have.length(1 + 5);
    world.clock.advance(3_600_000);
    await world.resend.execute({ email: 'ada@example.org' });
    await world.background.idle();
    expect(world.mailBox.mails).to.have.length(1 + 6);
  });

  it('logs a mail that could not be sent behind the answer', async () => {
    world.mailBox.away = true;
    await world.resend.execute({ email: 'ada@example.org' });
    await world.background.idle();
    expect(world.log.lines.map(({ message }) => message)).to.deep.equal(['background work failed']);
  });
});
