import { expect } from 'chai';
import { Parts, sideBySide, type Part } from '../../../src/adapters/inversify/part.js';
import { RecordingLog } from '../../application/identity/recording-log.js';

describe('Parts of a process', () => {
  let log: RecordingLog;
  let told: string[];
  beforeEach(() => {
    log = new RecordingLog();
    told = [];
  });
  const part = (name: string, started: Promise<void> = Promise.resolve()): Part => ({
    name,
    start: () => {
      told.push(`+${name}`);
      return started;
    },
    stop: () => {
      told.push(`-${name}`);
    },
  });

  it('start in order and stop in reverse', async () => {
    const parts = new Parts([part('a'), part('b')], log);
    await parts.start();
    await parts.stop();
    expect(told).to.deep.equal(['+a', '+b', '-b', '-a']);
  });

  it('stop, those that run, when one does not start', async () => {
    const failure = new Error('no');
    const parts = new Parts([part('a'), part('b', Promise.reject(failure)), part('c')], log);
    expect(await parts.start().catch((error: unknown) => error)).to.equal(failure);
    expect(told).to.deep.equal(['+a', '+b', '-b', '-a']);
  });

  it('start no further once they are told to stop', async () => {
    let arrive: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (arrive = resolve));
    const parts = new Parts([part('a', slow), part('b')], log);
    const started = parts.start();
    await parts.stop();
    arrive();
    await started;
    expect(told).to.deep.equal(['+a', '-a']);
  });

  it('start side by side where they do not need each other, and are followed when all have', async () => {
    let arrive: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (arrive = resolve));
    const parts = new Parts([sideBySide([part('a', slow), part('b', slow)], log), part('c')], log);
    const started = parts.start();
    expect(told).to.deep.equal(['+a', '+b']);
    arrive();
    await started;
    await parts.stop();
    expect(told).to.deep.equal(['+a', '+b', '+c', '-c', '-b', '-a']);
  });

  it('all stop, also behind one that does not stop well', async () => {
    const stuck: Part = { name: 'stuck', stop: () => Promise.reject(new Error('no')) };
    const parts = new Parts([part('a'), sideBySide([part('b'), stuck], log)], log);
    await parts.start();
    await parts.stop();
    expect(told).to.deep.equal(['+a', '+b', '-b', '-a']);
    expect(log.lines).to.have.nested.property('0.fields.part', 'stuck');
  });
});
