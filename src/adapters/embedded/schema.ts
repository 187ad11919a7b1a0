/** Every table of the embedded store, in the order of creation. One entry of `MIGRATIONS` a schema version. */
export const MIGRATIONS: readonly string[] = [''];
