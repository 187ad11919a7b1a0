import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { AdapterConnection } from '../../../src/adapters/socket-io/adapter-connection.js';
import { quietLog } from '../../quiet-log.js';

describe('AdapterConnection', () => {
  it('lets only so much wait while Redis is away, and takes more when it is back', async () => {
    const waiting: (() => void)[] = [];
    const spublish = () => new Promise<void>((resolve) => waiting.push(resolve));
    const connection = new AdapterConnection({ spublish } as unknown as Redis, quietLog);
    const say = () => connection.spublish('channel', 'message');
    for (let count = 0; count < 10_001; count += 1) await say();
    expect(waiting.length).to.equal(10_000);
    for (const answer of waiting.splice(0)) answer();
    await connection.answered();
    await say();
    expect(waiting.length).to.equal(1);
  });
});
