import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import { HmacSecrets } from '../../../src/adapters/system/hmac-secrets.js';

describe('HmacSecrets', () => {
  const of = (secret: string) => new HmacSecrets(createSecretKey(Buffer.from(secret)));
  const secrets = of('a secret of at least thirty-two bytes');

  it('gives random tokens of 256 bits that fit into a URL', () => {
    const tokens = Array.from({ length: 100 }, () => secrets.random());
    for (const token of tokens) expect(token).to.match(/^[\w-]{43}$/);
    expect(new Set(tokens).size).to.equal(100);
  });

  it('derives the same token from the same text, and another for any other purpose, text or deployment', () => {
    const token = secrets.derive('refresh', 'text');
    expect(secrets.derive('refresh', 'text'))
      .to.equal(token)
      .and.match(/^[\w-]{43}$/);
    const others = [
      secrets.derive('activation', 'text'),
      secrets.derive('refresh', 'other'),
      secrets.derive('refreshtext', ''),
      of('another secret of thirty-two bytes').derive('refresh', 'text'),
    ];
    expect(new Set([token, ...others]).size).to.equal(5);
  });

  it('keeps a digest that is not the token', () => {
    const token = secrets.random();
    expect(secrets.digest(token)).to.equal(secrets.digest(token)).and.not.equal(token);
  });
});
