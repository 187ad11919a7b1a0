import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import type { Model } from 'mongoose';
import { findStored, insertIfAbsent, type Stored } from '../../../src/adapters/mongo/compare-and-set.js';
import { MongoConnection } from '../../../src/adapters/mongo/mongo-connection.js';
import { storedSchema } from '../../../src/adapters/mongo/stored-schema.js';
import { eventually } from '../../eventually.js';
import { describeWith, uniqueName } from '../../servers.js';
import { openMongo } from '../../stores.js';

interface StoredThing extends Stored {
  readonly name: string;
}

const things = storedSchema<StoredThing>({ name: String }).index({ name: 1 }, { unique: true });

describeWith('mongo', 'MongoConnection', (url) => {
  let open: MongoConnection[];
  beforeEach(() => {
    open = [];
  });
  afterEach(() => Promise.all(open.map((mongo) => mongo.stop())));

  const opened = <Mongo extends MongoConnection>(mongo: Mongo): Mongo => {
    open.push(mongo);
    return mongo;
  };

  it('builds the indexes of its models when it starts, also when processes start together', async () => {
    const owner = opened(await openMongo(url));
    const database = owner.connection.name;
    const starting = [1, 2, 3].map(async () => {
      const mongo = opened(new MongoConnection(url, database));
      const model = mongo.connection.model<StoredThing>('Thing', things);
      await mongo.start();
      return model;
    });
    const [model] = await Promise.all(starting);
    expect(await insertIfAbsent(model!, 'a', { name: 'x' })).to.equal(true);
    expect(await insertIfAbsent(model!, 'b', { name: 'x' })).to.equal(false);
  });

  it('refuses a model that is declared after the start', async () => {
    const mongo = opened(new MongoConnection(url, uniqueName()));
    await mongo.start();
    expect(() => mongo.connection.model('Thing', things)).to.throw('Declare Thing before the start');
  });

  it('takes a value from outside for a value, never for an operator', async () => {
    const mongo = opened(await openMongo(url));
    const model = mongo.connection.model<StoredThing>('Thing', things);
    await insertIfAbsent(model, 'a', { name: 'x' });
    const injected = { $ne: null } as unknown as string;
    const error = await model.find({ name: injected }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.have.property('name', 'CastError');
    expect(await findStored(model, injected).catch(() => undefined)).to.equal(undefined);
  });

  it('refuses a filter and a document with a field that the schema does not know', async () => {
    const mongo = opened(await openMongo(url));
    const model = mongo.connection.model<StoredThing>('Thing', things);
    for (const attempt of [
      () => model.deleteMany({ nmae: 'x' }).exec(),
      () => insertIfAbsent(model, 'a', { name: 'x', nmae: 'y' } as { name: string }),
    ]) {
      const error = await attempt().catch((reason: unknown) => reason);
      expect(error).to.have.property('name', 'StrictModeError');
    }
  });

  it('is unhealthy and says so within seconds where there is no server, and may try again', async () => {
    const mongo = opened(new MongoConnection('mongodb://127.0.0.1:1/none'));
    expect(await mongo.healthy()).to.equal(false);
    for (let tries = 0; tries < 2; tries += 1) {
      const error = await mongo.start().catch((reason: unknown) => reason);
      expect(error).to.deep.include({ kind: 'unavailable', code: 'storage-unavailable', details: { retryAfter: 2 } });
    }
    expect(await mongo.healthy()).to.equal(false);
  });

  it('says that the store is away before it is started', async () => {
    const mongo = opened(new MongoConnection(url));
    const model = mongo.connection.model<StoredThing>('Thing', things);
    const error = await findStored(model, 'a').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'storage-unavailable');
  });

  it('gives a start up within seconds when the server gets stuck while indexes are built, and may start again', async () => {
    const owner = opened(await openMongo(url));
    const line = await Line.to(url);
    const mongo = opened(new MongoConnection(line.url, owner.connection.name));
    mongo.connection.model<StoredThing>('Thing', things);
    await mongo.connect();
    line.freeze();
    const error = await mongo.createIndexes().catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'storage-unavailable');
    line.thaw();
    await mongo.start();
    line.close();
  });

  describe('when the server goes away', () => {
    let line: Line;
    let model: Model<StoredThing>;
    let mongo: MongoConnection;
    beforeEach(async () => {
      const database = opened(await openMongo(url)).connection.name;
      line = await Line.to(url);
      mongo = opened(new MongoConnection(line.url, database));
      model = mongo.connection.model<StoredThing>('Thing', things);
      await mongo.start();
      await insertIfAbsent(model, 'a', { name: 'x' });
    });
    afterEach(() => {
      line.close();
    });

    const codeOfRead = (): Promise<unknown> =>
      findStored(model, 'a').then(
        () => 'no error',
        (error: unknown) => (error as { code?: unknown }).code,
      );

    it('says that the store is away, and goes on by itself when it is back', async () => {
      line.cut();
      expect(await codeOfRead()).to.equal('storage-unavailable');
      const write = await insertIfAbsent(model, 'b', { name: 'y' }).catch((reason: unknown) => reason);
      expect(write).to.have.property('code', 'storage-unavailable');
      expect(await mongo.healthy()).to.equal(false);
      await line.mend();
      await eventually(async () => (await findStored(model, 'a'))?.name === 'x');
      expect(await mongo.healthy()).to.equal(true);
    });

    it('does not wait for one that is silent', async () => {
      line.hold();
      expect(await codeOfRead()).to.equal('storage-unavailable');
      line.cut();
      await line.mend();
      await eventually(async () => (await findStored(model, 'a'))?.name === 'x');
    });

    it('does not wait for one that greets and is stuck behind that, and goes on by itself', async () => {
      line.freeze();
      expect(await codeOfRead()).to.equal('storage-unavailable');
      const write = await insertIfAbsent(model, 'b', { name: 'y' }).catch((reason: unknown) => reason);
      expect(write).to.have.property('code', 'storage-unavailable');
      expect(await mongo.healthy()).to.equal(false);
      line.thaw();
      expect(await codeOfRead()).to.equal('no error');
      expect(await mongo.healthy()).to.equal(true);
    });
  });
});

/** What the driver says to learn whether the server lives. */
const GREETING = /hello|ismaster/i;

/** A line to a server that can be cut, held and frozen. */
class Line {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private held = false;
  private frozen = false;

  private constructor(
    private readonly host: string,
    private readonly port: number,
    private ownPort = 0,
  ) {}

  static async to(url: string): Promise<Line> {
    const { hostname, port } = new URL(url);
    const line = new Line(hostname, Number(port || 27017));
    await line.mend();
    return line;
  }

  get url(): string {
    return `mongodb://127.0.0.1:${this.ownPort}/?directConnection=true`;
  }

  async mend(): Promise<void> {
    this.held = false;
    const server = createServer((near) => {
      this.join(near);
    });
    await new Promise<void>((resolve) => server.listen(this.ownPort, '127.0.0.1', resolve));
    this.ownPort = (server.address() as AddressInfo).port;
    this.server = server;
  }

  cut(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
  }

  /** Everything stays open, nothing is answered. */
  hold(): void {
    this.held = true;
  }

  /** Only greetings come through to the server. */
  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
  }

  close(): void {
    this.cut();
  }

  private join(near: Socket): void {
    const far = connect(this.port, this.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.on('data', (chunk) => {
        const stuck = this.frozen && from === near && !GREETING.test(chunk.toString('latin1'));
        if (!this.held && !stuck) to.write(chunk);
      });
    }
  }
}
