import { readdirSync } from 'node:fs';
import { expect } from 'chai';

/** Ports without state of their own: they have plain tests, and nothing a second adapter could disagree about. */
const STATELESS = [
  'access-tokens',
  'archive-format',
  'clock',
  'common-passwords',
  'id-generator',
  'log',
  'mailer',
  'password-hasher',
  'secrets',
  'track-formats',
  'webhook',
];

const nouns = (directory: string, ending: string): readonly string[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

describe('Ports', () => {
  it('with state have one contract suite each', () => {
    const stateful = nouns('src/application/ports', '.ts').filter((port) => !STATELESS.includes(port));
    expect(nouns('tests/contracts', '.contract.ts').toSorted()).to.deep.equal(stateful.toSorted());
  });
});
