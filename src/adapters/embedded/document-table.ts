import type { EmbeddedDatabase, SqlValue } from './embedded-database.js';

/** A table that keeps aggregates as JSON in its column `document`, each under one value of a column that is unique. */
export class DocumentTable<T> {
  constructor(
    private readonly database: EmbeddedDatabase,
    private readonly name: string,
    private readonly key = 'id',
  ) {}

  find(key: SqlValue): T | undefined {
    return this.database.document<T>(`SELECT document FROM ${this.name} WHERE ${this.key} = ?`, key);
  }

  /** Inserts; false if a unique column, that of the keys or another, already holds one of its values. */
  add(key: SqlValue, document: T): boolean {
    const added = this.database.run(
      `INSERT INTO ${this.name} (${this.key}, document) VALUES (?, ?) ON CONFLICT DO NOTHING`,
      key,
      JSON.stringify(document),
    );
    return added === 1;
  }

  /**
   * Replaces a document by what `change` makes of it. A throw of `change` writes nothing, nor does a `change` that returns
   * its argument.
   * @returns the document as written, `undefined` for an unknown key
   */
  update(key: SqlValue, change: (stored: T) => T): T | undefined {
    return this.database.transaction(() => {
      const stored = this.find(key);
      return stored === undefined ? undefined : this.put(key, stored, change(stored));
    });
  }

  /** As `update`, and `change(undefined)` makes a document that is not there yet. */
  upsert(key: SqlValue, change: (stored: T | undefined) => T): T {
    return this.database.transaction(() => {
      const stored = this.find(key);
      return this.put(key, stored, change(stored));
    });
  }

  private put(key: SqlValue, stored: T | undefined, changed: T): T {
    if (changed === stored) return changed;
    const [column, table, text] = [this.key, this.name, JSON.stringify(changed)];
    if (stored === undefined) this.database.run(`INSERT INTO ${table} (document, ${column}) VALUES (?, ?)`, text, key);
    else this.database.run(`UPDATE ${table} SET document = ? WHERE ${column} = ?`, text, key);
    return structuredClone(changed);
  }
}
