import { isUnavailable } from '../../domain/errors.js';

/** Lets this process do what belongs to one key one after the other; writers of other processes are not held. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const mine = before === undefined ? work() : before.catch(unlessAway).then(work);
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}

/** Who waited while the store turned out to be away shares that answer: asking again in turn would take ever longer. */
function unlessAway(error: unknown): void {
  if (isUnavailable(error)) throw error;
}
