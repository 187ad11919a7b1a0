import { Writable } from 'node:stream';
import { expect } from 'chai';
import { PinoLog } from '../../../src/adapters/system/pino-log.js';

describe('PinoLog', () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = new PinoLog('info', sink);
  beforeEach(() => {
    lines.length = 0;
  });

  it('writes one JSON object a line, from its level on', () => {
    log.debug({}, 'not this');
    log.info({ user: 'u1' }, 'first');
    log.warn({}, 'second');
    log.error({ error: new Error('broken') }, 'third');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).to.deep.equal(['first', 'second', 'third']);
    expect(lines[2]).to.include('broken').and.include('"stack"');
  });

  it('hides secrets, should they be logged all the same', () => {
    const body = { password: 'hunter2', refreshToken: 'hunter2', newPassword: 'hunter2' };
    log.info({ ...body, body, request: { headers: { authorization: 'hunter2', cookie: 'hunter2' } } }, 'request');
    expect(lines.join()).to.include('[secret]').and.not.include('hunter2');
  });
});
