import { copyFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EmbeddedDatabase } from '../../../src/adapters/embedded/embedded-database.js';

describe('EmbeddedDatabase', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streakline-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('keeps what was committed', () => {
    const first = new EmbeddedDatabase(directory, []);
    first.run('CREATE TABLE t (v INTEGER) STRICT');
    first.run('INSERT INTO t VALUES (?)', 7);
    first.close();
    const second = new EmbeddedDatabase(directory, []);
    expect(second.get<{ v: number }>('SELECT v FROM t')?.v).to.equal(7);
    second.close();
  });

  it('leaves everything in its one file when it closes: a copy of that is a backup', () => {
    const database = new EmbeddedDatabase(directory, []);
    database.run('CREATE TABLE t (v INTEGER) STRICT');
    database.run('INSERT INTO t VALUES (?)', 7);
    database.close();
    const copy = mkdtempSync(join(tmpdir(), 'streakline-'));
    copyFileSync(join(directory, 'streakline.db'), join(copy, 'streakline.db'));
    const restored = new EmbeddedDatabase(copy, []);
    expect(restored.get<{ v: number }>('SELECT v FROM t')?.v).to.equal(7);
    restored.close();
    rmSync(copy, { recursive: true });
  });

  it('goes on from the layout that it finds, and refuses one that has changed since', () => {
    const [first, second] = ['CREATE TABLE t (v INTEGER) STRICT', 'ALTER TABLE t ADD COLUMN w INTEGER'];
    for (const migrations of [[first], [first, second], [first, second]]) {
      new EmbeddedDatabase(directory, migrations).close();
    }
    expect(caught(() => new EmbeddedDatabase(directory, [`${first};`, second]))).to.match(/before its layout changed/);
    expect(caught(() => new EmbeddedDatabase(directory, [first]))).to.match(/newer version/);
    const database = new EmbeddedDatabase(directory, [first, second]);
    expect(database.run('INSERT INTO t (v, w) VALUES (1, 2)')).to.equal(1);
    database.close();
  });

  it('writes nothing of a transaction that throws', () => {
    const database = new EmbeddedDatabase(':memory:', []);
    database.run('CREATE TABLE t (v INTEGER) STRICT');
    const failing = () => {
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (1)');
        throw new Error('no');
      });
    };
    expect(failing).to.throw('no');
    expect(database.all('SELECT v FROM t')).to.deep.equal([]);
    database.close();
  });

  it('refuses values that SQLite has no type for, and lives on', () => {
    const database = new EmbeddedDatabase(':memory:', []);
    for (const value of [undefined, true, {}, [], NaN, Symbol('x')]) {
      expect(() => database.all('SELECT ?', value as never)).to.throw(TypeError);
    }
    expect(database.get('SELECT ? AS a, ? AS b', 'text', null)).to.deep.equal({ a: 'text', b: null });
    database.close();
  });

  it('says that the store is away when the file cannot grow, and reads on', () => {
    const database = new EmbeddedDatabase(directory, ['CREATE TABLE t (v TEXT) STRICT']);
    database.run('INSERT INTO t VALUES (?)', 'kept');
    database.run('PRAGMA max_page_count = 2');
    const error = caught(() => database.run('INSERT INTO t VALUES (?)', 'x'.repeat(100_000)));
    expect(error).to.deep.include({ kind: 'unavailable', code: 'storage-unavailable', details: { retryAfter: 2 } });
    expect(database.all('SELECT v FROM t')).to.deep.equal([{ v: 'kept' }]);
    database.run('PRAGMA max_page_count = 1000000');
    expect(database.run('INSERT INTO t VALUES (?)', 'x'.repeat(100_000))).to.equal(1);
    database.close();
  });

  it('answers through a port only when what it has written is on the disk; reading waits for nothing', async () => {
    const database = new EmbeddedDatabase(directory, ['CREATE TABLE t (v INTEGER) STRICT']);
    const later = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);
    const port = database.durably({
      write: (v: number) => later(() => database.run('INSERT INTO t VALUES (?)', v)),
      writeAndReturn: (v: number) => later(() => database.get('INSERT INTO t VALUES (?) RETURNING v', v)),
      writeTwo: (v: number) =>
        later(() => database.transaction(() => database.run('INSERT INTO t VALUES (?), (?)', v, v + 1))),
      read: () => later(() => database.all('SELECT v FROM t')),
      size: 3,
    });
    // SQLite keeps the log it has open; whoever wants to bring it to the disk does not find it.
    unlinkSync(join(directory, 'streakline.db-wal'));
    for (const write of [port.write(1), port.writeAndReturn(2), port.writeTwo(3)]) {
      const error = await write.catch((reason: unknown) => reason);
      expect(error).to.include({ kind: 'unavailable', code: 'storage-unavailable' });
    }
    expect(await port.read()).to.deep.equal([{ v: 1 }, { v: 2 }, { v: 3 }, { v: 4 }]);
    expect(port.size).to.equal(3);
    database.stopWaiting();
    expect(await port.write(5)).to.equal(1);
    database.close();
  });

  it('is healthy while it can commit, and keeps its version', () => {
    const database = new EmbeddedDatabase(directory, ['CREATE TABLE a (v INTEGER) STRICT']);
    expect(database.healthy()).to.equal(true);
    database.close();
    expect(database.healthy()).to.equal(false);
    new EmbeddedDatabase(directory, ['CREATE TABLE a (v INTEGER) STRICT']).close();
  });

  it('runs each migration once, and refuses a file of a newer version', () => {
    const one = 'CREATE TABLE a (v INTEGER) STRICT';
    const two = 'CREATE TABLE b (v INTEGER) STRICT';
    new EmbeddedDatabase(directory, [one]).close();
    const database = new EmbeddedDatabase(directory, [one, two]);
    expect(database.run('INSERT INTO b VALUES (1)')).to.equal(1);
    database.close();
    expect(() => new EmbeddedDatabase(directory, [one])).to.throw('newer version');
    new EmbeddedDatabase(directory, [one, two]).close();
  });

  it('names a file that is damaged and says what to do, and lets go of the directory', () => {
    const file = join(directory, 'streakline.db');
    writeFileSync(file, 'no database');
    for (let tries = 0; tries < 2; tries += 1) {
      expect(() => new EmbeddedDatabase(directory, [])).to.throw(`${file} is damaged: bring back a copy of it`);
    }
    rmSync(file);
    new EmbeddedDatabase(directory, []).close();
  });

  it('has one owner at a time, and says which directory is taken', () => {
    const owner = new EmbeddedDatabase(directory, []);
    expect(() => new EmbeddedDatabase(directory, [])).to.throw(/in use by another process/);
    owner.close();
    new EmbeddedDatabase(directory, []).close();
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
