import { expect } from 'chai';
import { PartitionProgress } from '../../../src/adapters/kafka/partition-progress.js';

describe('PartitionProgress', () => {
  it('commits up to the first offset that is not finished', () => {
    const progress = new PartitionProgress(5n);
    for (const offset of [5n, 6n, 8n]) expect(progress.take(offset, 0, 1)).to.equal(true);
    expect(progress.toCommit).to.equal(undefined);
    progress.finish(6n);
    expect(progress.toCommit).to.equal(undefined);
    progress.finish(5n);
    expect(progress.toCommit).to.equal(8n);
    progress.finish(8n);
    expect(progress.toCommit).to.equal(9n);
    progress.noteCommitted(9n);
    expect(progress.toCommit).to.equal(undefined);
  });

  it('takes no offset twice, though it is read again', () => {
    const progress = new PartitionProgress(5n);
    progress.take(5n, 0, 1);
    progress.take(6n, 0, 1);
    progress.finish(5n);
    progress.noteCommitted(6n);
    expect(progress.take(6n, 0, 1)).to.equal(false);
    expect(progress.isBefore(6n)).to.equal(false);
    expect(progress.take(7n, 0, 1)).to.equal(true);
  });

  it('commits past what is no message, but not past what is not finished', () => {
    const progress = new PartitionProgress(5n);
    progress.take(5n, 0, 1);
    progress.reach(7n);
    expect(progress.toCommit).to.equal(undefined);
    progress.finish(5n);
    expect(progress.toCommit).to.equal(7n);
    progress.reach(6n);
    expect(progress.position).to.equal(7n);
  });

  it('knows since when its oldest unfinished message waits', () => {
    const progress = new PartitionProgress(5n);
    progress.take(5n, 100, 1);
    progress.take(6n, 200, 1);
    expect(progress.oldest).to.equal(100);
    progress.finish(5n);
    expect(progress.oldest).to.equal(200);
    progress.finish(6n);
    expect(progress.oldest).to.equal(undefined);
  });

  it('knows an offset from before it began', () => {
    const progress = new PartitionProgress(5n);
    expect(progress.isBefore(4n)).to.equal(true);
    expect(progress.isBefore(5n)).to.equal(false);
  });

  it('is full of 1,001 messages or of more than 8 MiB, until half of that is done', () => {
    const MIB = 1024 * 1024;
    for (const [count, bytes, half] of [
      [1_001, 1, 501],
      [9, MIB, 5],
    ] as const) {
      const progress = new PartitionProgress(0n);
      for (let offset = 0; offset < count; offset += 1) {
        expect(progress.isFull).to.equal(false);
        progress.take(BigInt(offset), 0, bytes);
      }
      expect(progress.isFull).to.equal(true);
      for (let offset = 0; offset < half; offset += 1) {
        expect(progress.hasRoom).to.equal(false);
        progress.finish(BigInt(offset));
        progress.finish(BigInt(offset));
      }
      expect([progress.isFull, progress.hasRoom]).to.deep.equal([false, true]);
    }
  });
});
