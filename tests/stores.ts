import { EmbeddedDatabase } from '../src/adapters/embedded/embedded-database.js';
import { MIGRATIONS } from '../src/adapters/embedded/schema.js';

/** A fresh embedded store with all its tables, in memory. */
export function openEmbeddedDatabase(): EmbeddedDatabase {
  return new EmbeddedDatabase(':memory:', MIGRATIONS);
}
