import { Schema, type Connection, type Model } from 'mongoose';
import { answerOf } from './mongo-errors.js';
import { SCHEMA_OPTIONS } from './stored-schema.js';
import { insertMissing } from './write-conflicts.js';

interface StoredHint {
  readonly _id: string;
  /** At least so many numbers are taken. */
  readonly last: number;
}

const hints = new Schema<StoredHint>({ _id: String, last: Number }, SCHEMA_OPTIONS);

/** Where the highest of some numbers is noted. */
export function hintModel(connection: Connection): Model<StoredHint> {
  return connection.model<StoredHint>('NumberHint', hints, 'number-hints');
}

/**
 * Documents that are numbered 1, 2, 3 … without a gap, under a unique index: the highest number says how many there are
 * or were, without counting them. The hint is only where to look from; a crash that leaves it behind costs looks.
 */
export class DenseNumbers {
  /** @param isTaken whether a document has the number */
  constructor(
    private readonly model: Model<StoredHint>,
    private readonly name: string,
    private readonly isTaken: (number: number) => Promise<boolean>,
  ) {}

  /** The highest that is taken, 0 if none is. Whoever loses the race for the next one asks again. */
  async last(): Promise<number> {
    const hint = (await answerOf(this.model.findById(this.name).lean().exec()))?.last ?? 0;
    let last = hint;
    while (await this.isTaken(last + 1)) last += 1;
    if (last > hint) await this.note(last);
    return last;
  }

  private async note(last: number): Promise<void> {
    await insertMissing(this.model, [{ _id: this.name, last: 0 }]);
    await answerOf(this.model.updateOne({ _id: this.name }, { $max: { last } }).exec());
  }
}
