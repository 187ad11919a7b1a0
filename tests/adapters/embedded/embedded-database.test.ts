import { mkdtempSync, rmSync } from 'node:fs';
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

  it('has one owner at a time, and says which directory is taken', () => {
    const owner = new EmbeddedDatabase(directory, []);
    expect(() => new EmbeddedDatabase(directory, [])).to.throw(/in use by another process/);
    owner.close();
    new EmbeddedDatabase(directory, []).close();
  });
});
