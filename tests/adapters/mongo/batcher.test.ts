import { expect } from 'chai';
import { Batcher } from '../../../src/adapters/mongo/batcher.js';
import { DomainError } from '../../../src/domain/errors.js';

describe('Batcher', () => {
  /** A server that answers when told to, with twice the question; it refuses rounds with a 13 in them. */
  const slowServer = () => {
    const rounds: (readonly number[])[] = [];
    const answers: (() => void)[] = [];
    const batcher = new Batcher<number, number>(async (questions) => {
      rounds.push(questions);
      await new Promise<void>((resolve) => answers.push(resolve));
      if (questions.includes(13)) throw new Error('unlucky');
      return questions.map((question) => 2 * question);
    });
    const answer = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      answers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { batcher, rounds, answer };
  };

  it('asks together what is asked in one turn, and what is asked meanwhile in the next round', async () => {
    const { batcher, rounds, answer } = slowServer();
    const first = [batcher.ask(1), batcher.ask(2)];
    await new Promise((resolve) => setImmediate(resolve));
    const second = [batcher.ask(3), batcher.ask(4)];
    await answer();
    expect(await Promise.all(first)).to.deep.equal([2, 4]);
    await answer();
    expect(await Promise.all(second)).to.deep.equal([6, 8]);
    expect(rounds).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('gathers questions for a while if told to', async () => {
    const rounds: (readonly number[])[] = [];
    const batcher = new Batcher<number, number>((questions) => {
      rounds.push(questions);
      return Promise.resolve(questions);
    }, 1);
    const first = batcher.ask(1);
    await Promise.resolve();
    expect(rounds).to.deep.equal([]);
    expect(await Promise.all([first, batcher.ask(2)])).to.deep.equal([1, 2]);
    expect(rounds).to.deep.equal([[1, 2]]);
  });

  it('fails those of a round that fails, and goes on with the next', async () => {
    const { batcher, answer } = slowServer();
    const first = Promise.allSettled([batcher.ask(1), batcher.ask(13)]);
    await new Promise((resolve) => setImmediate(resolve));
    const second = batcher.ask(3);
    await answer();
    expect((await first).map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    await answer();
    expect(await second).to.equal(6);
    const third = batcher.ask(4);
    await answer();
    expect(await third).to.equal(8);
  });

  it('tells those who waited meanwhile that the server is away, without asking it again', async () => {
    let rounds = 0;
    const batcher = new Batcher<number, number>(async () => {
      rounds += 1;
      await new Promise((resolve) => setImmediate(resolve));
      throw new DomainError('unavailable', 'storage-unavailable', 'away');
    });
    const first = batcher.ask(1);
    await Promise.resolve();
    const outcomes = await Promise.allSettled([first, batcher.ask(2)]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(rounds).to.equal(1);
  });

  it('keeps rounds to a size', async () => {
    const { batcher, rounds, answer } = slowServer();
    const asked = Promise.all(Array.from({ length: 250 }, (_, index) => batcher.ask(100 + index)));
    for (let round = 0; round < 3; round += 1) await answer();
    expect((await asked).at(-1)).to.equal(698);
    expect(rounds.map(({ length }) => length)).to.deep.equal([100, 100, 50]);
  });
});
