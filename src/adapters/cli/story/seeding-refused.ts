/** The example people cannot be made here; the message says what to do. */
export class SeedingRefused extends Error {
  override readonly name = 'SeedingRefused';
}
