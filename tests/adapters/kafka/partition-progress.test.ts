import { expect } from 'chai';
import { PartitionProgress } from '../../../src/adapters/kafka/partition-progress.js';

describe('PartitionProgress', () => {
  it('commits up to the first offset that is not finished', () => {
    const progress = new PartitionProgress(5n);
    for (const offset of [5n, 6n, 8n]) expect(progress.take(offset)).to.equal(true);
    expect(progress.toCommit).to.equal(undefined);
    progress.finish(6n);
    expect(progress.toCommit).to.equal(undefined);
    progress.finish(5n);
    expect(progress.toCommit).to.equal(8n);
    progress.finish(8n);
    expect(progress.toCommit).to.equal(9n);
    progress.noteCommitted(9n);
    expect(progress.toCommit).to.equal(undefined);
    expect(progress.waiting).to.equal(0);
  });

  it('takes no offset twice, though it is read again', () => {
    const progress = new PartitionProgress(5n);
    progress.take(5n);
    progress.take(6n);
    progress.finish(5n);
    progress.noteCommitted(6n);
    expect(progress.take(6n)).to.equal(false);
    expect(progress.isBefore(6n)).to.equal(false);
    expect(progress.take(7n)).to.equal(true);
  });

  it('knows an offset from before it began', () => {
    const progress = new PartitionProgress(5n);
    expect(progress.isBefore(4n)).to.equal(true);
    expect(progress.isBefore(5n)).to.equal(false);
  });
});
