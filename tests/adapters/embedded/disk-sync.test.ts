import { expect } from 'chai';
import { DiskSync } from '../../../src/adapters/embedded/disk-sync.js';

describe('DiskSync', () => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** A disk that is done with a sync, well or not, when told. */
  const slowDisk = () => {
    const running: { readonly done: () => void; readonly fail: () => void }[] = [];
    let syncs = 0;
    const disk = new DiskSync(() => {
      syncs += 1;
      return new Promise((resolve, reject) => {
        running.push({
          done: resolve,
          fail: () => {
            reject(new Error('broken'));
          },
        });
      });
    });
    const commit = (): Promise<void> => {
      disk.noteCommit();
      return disk.reached(disk.commits);
    };
    return { disk, commit, next: () => running.shift()!, syncs: () => syncs };
  };

  it('shares a sync among those that wait, and gives those that came meanwhile one of their own', async () => {
    const { commit, next, syncs } = slowDisk();
    const done: string[] = [];
    void commit().then(() => done.push('first'));
    void commit().then(() => done.push('second'));
    await turn();
    next().done();
    await turn();
    // The sync had begun before the second commit was there.
    expect(done).to.deep.equal(['first']);
    void commit().then(() => done.push('third'));
    next().done();
    await turn();
    expect(done).to.deep.equal(['first', 'second']);
    next().done();
    await turn();
    expect(done).to.deep.equal(['first', 'second', 'third']);
    expect(syncs()).to.equal(3);
  });

  it('waits for nothing that is on the disk already', async () => {
    const { disk, commit, next, syncs } = slowDisk();
    const first = commit();
    next().done();
    await first;
    await disk.reached(1);
    expect(syncs()).to.equal(1);
  });

  it('says that a sync has failed to all that waited for it, and tries again for the next', async () => {
    const { commit, next } = slowDisk();
    const waiting = Promise.allSettled([commit(), commit()]);
    next().fail();
    expect((await waiting).map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    const later = commit();
    next().done();
    await later;
  });
});
