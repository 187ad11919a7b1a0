import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Container } from 'inversify';
import { readSettings } from '../../src/adapters/config/read-settings.js';
import { createContainer } from '../../src/adapters/inversify/create-container.js';
import { Parts } from '../../src/adapters/inversify/part.js';
import { connections } from '../../src/adapters/inversify/connections.js';
import { IDS, LOG, NOTIFICATIONS, USERS } from '../../src/adapters/inversify/tokens.js';
import { createUser } from '../../src/domain/identity/user.js';
import { initialCalendar } from '../../src/domain/time/local-day.js';
import { eventually } from '../eventually.js';
import { describeWith, describeWithoutServers, uniqueName } from '../servers.js';
import { Deployment } from './deployment.js';
import { Person } from './person.js';

const USERS_THERE = 600;
const AT_ONCE = 50;

interface Progress {
  readonly id: string;
  readonly status: string;
  readonly recipients: number;
  readonly sent: number;
}

type Environment = Readonly<Record<string, string>>;

/** Looks into the stores from inside, while the service is down. */
async function inside<T>(environment: Environment, work: (container: Container) => Promise<T>): Promise<T> {
  const settings = readSettings({ ...environment, LOG_LEVEL: 'silent' });
  const container = createContainer(settings);
  const parts = new Parts(connections(container, settings), container.get(LOG));
  await parts.start();
  try {
    return await work(container);
  } finally {
    await parts.stop();
  }
}

/** Users without the cost of their passwords; returns their ids. */
async function populate(container: Container): Promise<readonly string[]> {
  const ids = Array.from({ length: USERS_THERE }, () => container.get(IDS).next());
  const name = (text: string) => ({ text, key: text });
  const add = (id: string, index: number): Promise<unknown> =>
    container.get(USERS).add(
      createUser({
        id,
        username: name(`user${index}`),
        email: name(`user${index}@example.org`),
        passwordHash: '',
        role: 'user',
        active: true,
        calendar: initialCalendar('UTC'),
        createdAt: Date.now() - 1000,
      }),
    );
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    await Promise.all(ids.slice(first, first + AT_ONCE).map((id, index) => add(id, first + index)));
  }
  return ids;
}

function goesOn(environment: () => Environment, open: () => Promise<Deployment>): void {
  it('reaches everybody once though everything is killed half way', async function () {
    this.timeout(180_000);
    const userIds = await inside(environment(), populate);
    const deployment = await open();
    try {
      let administrator = await Person.administrator(deployment);
      const wanted = { message: 'to all', role: 'user' };
      const { body } = await administrator.call<Progress>('POST', '/api/admin/broadcasts', wanted);
      const progress = async () => (await administrator.call<Progress>('GET', `/api/admin/broadcasts/${body.id}`)).body;
      await eventually(async () => (await progress()).sent > 0);
      await deployment.kill();
      await deployment.startAgain();
      administrator = await Person.administrator(deployment);
      await eventually(async () => (await progress()).status === 'sent', 90_000);
      expect(await progress()).to.include({ recipients: USERS_THERE, sent: USERS_THERE });
      await deployment.terminate();
      await inside(environment(), async (container) => {
        for (const id of userIds) expect(await container.get(NOTIFICATIONS).lastSequence(id)).to.equal(1);
      });
    } finally {
      await deployment.remove();
    }
  });
}

describeWithoutServers('A broadcast on the embedded adapters', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'broadcast-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const environment = (): Environment => ({ DATA_DIR: directory });
  goesOn(environment, () => Deployment.embedded(environment()));
});

describeWith(['mongo', 'kafka', 'redis'], 'A broadcast on MongoDB, Kafka and Redis, three processes', () => {
  let directory: string;
  let mongoUrl: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'broadcast-'));
    const mongo = new URL(process.env['MONGO_URL'] ?? '');
    mongo.pathname = `/${uniqueName()}`;
    mongoUrl = mongo.href;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  // The store alone is looked into: the rest may be embedded.
  goesOn(
    () => ({ DATA_DIR: directory, MONGO_URL: mongoUrl }),
    () => Deployment.onServers(['api', 'realtime', 'worker'], { MONGO_URL: mongoUrl }),
  );
});
