/** Ids of new things: UUIDv7 strings, each greater than the one before in the same process. */
export interface IdGenerator {
  next(): string;
}
