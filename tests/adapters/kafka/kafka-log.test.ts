import { expect } from 'chai';
import { logLevel } from 'kafkajs';
import { kafkaLogCreator } from '../../../src/adapters/kafka/kafka-log.js';
import { hushNegativeTimeouts } from '../../../src/adapters/kafka/negative-timeouts.js';
import type { Log } from '../../../src/application/ports/log.js';

const entry = (level: logLevel, log: Record<string, unknown>) => ({
  ...{ namespace: 'Consumer', level, label: 'x' },
  log: { message: 'Crash', timestamp: 'now', ...log },
});

describe('The log of kafkajs', () => {
  it('goes to our log, its errors as warnings', () => {
    const lines: unknown[] = [];
    const note = (level: string) => (fields: object, message: string) => void lines.push([level, fields, message]);
    const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
    const write = kafkaLogCreator(log)(logLevel.INFO);
    write(entry(logLevel.ERROR, { error: new Error('away'), broker: 'b:1', stack: 'long' }));
    write(entry(logLevel.INFO, {}));
    expect(lines).to.deep.equal([
      ['warn', { namespace: 'Consumer', error: 'away', broker: 'b:1' }, 'kafka: Crash'],
      ['debug', { namespace: 'Consumer' }, 'kafka: Crash'],
    ]);
  });

  it('never throws', () => {
    const fail = () => {
      throw new Error('disk full');
    };
    const write = kafkaLogCreator({ debug: fail, info: fail, warn: fail, error: fail })(logLevel.INFO);
    const loop: Record<string, unknown> = {};
    loop['itself'] = loop;
    write(entry(logLevel.ERROR, { error: loop }));
    write(entry(logLevel.ERROR, { error: 'x' }));
  });
});

describe('hushNegativeTimeouts', () => {
  const emit = process.emitWarning.bind(process);
  afterEach(() => {
    process.emitWarning = emit;
  });

  it('hushes that one warning, until it is undone', () => {
    const heard: unknown[] = [];
    process.emitWarning = (warning: unknown) => void heard.push(warning);
    const undo = hushNegativeTimeouts();
    process.emitWarning('hushed', 'TimeoutNegativeWarning');
    process.emitWarning('hushed', { type: 'TimeoutNegativeWarning' });
    process.emitWarning('another', 'OtherWarning');
    undo();
    process.emitWarning('undone', 'TimeoutNegativeWarning');
    expect(heard).to.deep.equal(['another', 'undone']);
  });
});
