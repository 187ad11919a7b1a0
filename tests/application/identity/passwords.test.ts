import { expect } from 'chai';
import type { Principal } from '../../../src/application/ports/access-tokens.js';
import { codeOf } from '../notification/code-of.js';
import { type AccountWorld, ORIGIN, PASSWORD, openWorldBeforeEach } from './account-world.js';

describe('A password', () => {
  const NEW = 'eight glasses of water';
  let world: AccountWorld;
  let ada: string;
  openWorldBeforeEach(async (opened) => {
    world = opened;
    ada = await world.join('ada');
  });

  const askForReset = async (email = 'ada@example.org') => {
    await world.requestReset.execute({ email });
    await world.background.idle();
    return world.mailBox.token;
  };
  const reset = (token: string, password = NEW) => world.reset.execute({ token, password, ...ORIGIN });

  it('is changed by whom knows it; every other session ends, this one goes on', async () => {
    const [here, there] = [await world.signIn('ada'), await world.signIn('ada')];
    const change = { principal: here.principal, currentPassword: PASSWORD, newPassword: NEW, ...ORIGIN };
    await world.changePassword.execute(change);
    expect(await world.access.execute(here.principal)).to.equal(true);
    expect(await world.access.execute(there.principal)).to.equal(false);
    expect(world.live.endedSessions).to.deep.equal([there.principal.sessionId]);
    expect(await codeOf(world.refresh.execute({ refreshToken: there.refreshToken, ...ORIGIN }))).to.equal(
      'invalid-token',
    );
    expect(await codeOf(world.signIn('ada'))).to.equal('invalid-credentials');
    expect(await codeOf(world.signIn('ada', NEW))).to.equal('none');
    expect(await world.typesOf(ada)).to.include('password-changed');
  });

  it('is not changed by whom knew the one before a reset that came meanwhile', async () => {
    const { principal } = await world.signIn('ada');
    const token = await askForReset();
    const { hasher } = world;
    const hash = hasher.hash.bind(hasher);
    hasher.hash = async (password) => {
      hasher.hash = hash;
      await reset(token);
      return hash(password);
    };
    const change = { principal, currentPassword: PASSWORD, newPassword: 'nine glasses of water', ...ORIGIN };
    expect(await codeOf(world.changePassword.execute(change))).to.equal('wrong-password');
    expect(await codeOf(world.signIn('ada', NEW))).to.equal('none');
  });

  it('stays if the current one is wrong or the new one weak, and five wrong tries are enough', async () => {
    const { principal } = await world.signIn('ada');
    const change = (currentPassword: string, newPassword: string) =>
      codeOf(world.changePassword.execute({ principal, currentPassword, newPassword, ...ORIGIN }));
    expect(await change(PASSWORD, 'short')).to.equal('weak-password');
    for (let count = 0; count < 5; count += 1)
      expect(await change('wrong wrong wrong', NEW)).to.equal('wrong-password');
    expect(await change(PASSWORD, NEW)).to.equal('too-many-attempts');
    expect(await world.access.execute(principal)).to.equal(true);
  });

  describe('of somebody signed in', () => {
    const tryNames = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          codeOf(world.logIn.execute({ username: `user-${index}`, password: 'wrong wrong wrong', ...ORIGIN })),
        ),
      );
    const confirm = (userId: string, password: string) =>
      codeOf(world.confirm.execute({ userId, password, ip: ORIGIN.ip }));

    it('is confirmed although strangers failed at the same address', async () => {
      expect(await tryNames(51)).to.include('too-many-attempts');
      expect(await confirm(ada, PASSWORD)).to.equal('none');
      expect(await codeOf(world.signIn('ada'))).to.equal('too-many-attempts');
    });

    it('is guessed no more often than by logging in', async () => {
      const bea = await world.join('bea');
      for (let count = 0; count < 3; count += 1) {
        expect(await confirm(bea, 'wrong wrong wrong')).to.equal('wrong-password');
      }
      for (let count = 0; count < 2; count += 1) {
        expect(await codeOf(world.signIn('bea', 'wrong wrong wrong'))).to.equal('invalid-credentials');
      }
      expect(await confirm(bea, PASSWORD)).to.equal('too-many-attempts');
      const codes = await tryNames(50);
      expect(codes.filter((code) => code === 'too-many-attempts')).to.have.length(5);
      expect(await confirm(ada, PASSWORD)).to.equal('none');
    });
  });

  it('is reset through the mail box: all sessions end, the account is unlocked, and its user is told', async () => {
    const { principal } = await world.signIn('ada');
    for (let count = 0; count < 5; count += 1) await codeOf(world.signIn('ada', 'wrong wrong wrong'));
    expect(await codeOf(world.signIn('ada'))).to.equal('too-many-attempts');
    const token = await askForReset(' ADA@example.org');
    expect(world.mailBox.mails.at(-1)?.text).to.match(/^http:\/\/localhost:3000\/reset-password\?token=[\w-]{43}$/m);
    await reset(token);
    expect(await world.access.execute(principal)).to.equal(false);
    expect(new Set(world.live.endedUsers)).to.deep.equal(new Set([ada]));
    expect(await codeOf(world.signIn('ada', NEW))).to.equal('none');
    expect(await world.typesOf(ada)).to.include('password-reset');
    expect((await world.notifications.behind(ada, 0, 10)).map(({ type }) => type)).to.deep.equal(['security']);
  });

  it('that was forgotten before the account was activated is reset all the same, which activates it', async () => {
    const id = world.ids.next();
    const account = { username: 'bea', email: 'bea@example.org', password: PASSWORD };
    const { activation } = await world.register.execute({ id, ...account, ...ORIGIN });
    await reset(await askForReset('bea@example.org'));
    expect(await codeOf(world.signIn('bea'))).to.equal('invalid-credentials');
    expect(await codeOf(world.signIn('bea', NEW))).to.equal('none');
    expect(await world.typesOf(id)).to.include.members(['password-reset', 'activated']);
    expect(await codeOf(world.activate.execute({ token: activation!.token, ...ORIGIN }))).to.equal('invalid-token');
  });

  it('is reset once a token, within an hour, and not by a weak one', async () => {
    const token = await askForReset();
    expect(await codeOf(reset(token, 'short'))).to.equal('weak-password');
    const codes = await Promise.all([codeOf(reset(token)), codeOf(reset(token)), codeOf(reset(token))]);
    expect(codes.toSorted()).to.deep.equal(['invalid-token', 'invalid-token', 'none']);
    const late = await askForReset();
    world.clock.advance(3_600_000);
    expect(await codeOf(reset(late))).to.equal('invalid-token');
    expect(await codeOf(reset(world.secrets.random()))).to.equal('invalid-token');
  });

  it('that was changed makes links that were mailed before worthless', async () => {
    const { principal } = await world.signIn('ada');
    const token = await askForReset();
    await world.changePassword.execute({ principal, currentPassword: PASSWORD, newPassword: NEW, ...ORIGIN });
    expect(await codeOf(reset(token, 'nine glasses of water'))).to.equal('invalid-token');
  });

  /** Somebody signs in while it is stored; then the process dies, if it does. */
  const whileStored = (then: () => Promise<void>): void => {
    const update = world.users.update.bind(world.users);
    world.users.update = async (id, change) => {
      world.users.update = update;
      await then();
      return update(id, change);
    };
  };
  const dieOnceStored = (): void => {
    const update = world.users.update.bind(world.users);
    world.users.update = async (id, change) => {
      await update(id, change);
      throw new Error('died');
    };
  };

  it('leaves nobody in beside a new one when the process dies as soon as that is stored', async () => {
    const [here, there] = [await world.signIn('ada'), await world.signIn('ada')];
    const link = await askForReset();
    const change = { principal: here.principal, currentPassword: PASSWORD, newPassword: NEW, ...ORIGIN };
    dieOnceStored();
    expect(await world.changePassword.execute(change).catch(() => 'died')).to.equal('died');
    expect(await codeOf(world.signIn('ada'))).to.equal('invalid-credentials');
    expect(await world.access.execute(there.principal)).to.equal(false);
    expect(await world.access.execute(here.principal)).to.equal(true);
    expect(await codeOf(reset(link))).to.equal('invalid-token');
    expect(await reset(await askForReset()).catch(() => 'died')).to.equal('died');
    expect(await world.access.execute(here.principal)).to.equal(false);
  });

  it('ends sessions, too, that are opened with the old one while the new one is stored', async () => {
    const here = await world.signIn('ada');
    const between: Principal[] = [];
    const signIn = async (password: string): Promise<void> => {
      between.push((await world.signIn('ada', password)).principal);
    };
    whileStored(() => signIn(PASSWORD));
    const change = { principal: here.principal, currentPassword: PASSWORD, newPassword: NEW, ...ORIGIN };
    await world.changePassword.execute(change);
    const token = await askForReset();
    whileStored(() => signIn(NEW));
    await reset(token, 'nine glasses of water');
    expect(await Promise.all(between.map((principal) => world.access.execute(principal)))).to.deep.equal([
      false,
      false,
    ]);
  });

  it('is looked after only once whoever forgot it has been answered: time tells nothing', async () => {
    const { users } = world;
    let asked = 0;
    const byEmailKey = users.byEmailKey.bind(users);
    users.byEmailKey = (key) => {
      asked += 1;
      return byEmailKey(key);
    };
    await world.requestReset.execute({ email: 'ada@example.org' });
    await world.resend.execute({ email: 'ada@example.org' });
    for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    expect(asked).to.equal(0);
    await world.background.idle();
    expect(asked).to.equal(2);
  });

  it('cannot be reset for whom there is no account, or a disabled one; the answer is the same', async () => {
    await world.users.update(ada, (user) => ({ ...user, disabled: true }));
    const before = world.mailBox.mails.length;
    for (const email of ['ada@example.org', 'nobody@example.org']) await askForReset(email);
    expect(world.mailBox.mails).to.have.length(before);
  });
});
