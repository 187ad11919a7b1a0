import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

describe('The run on real servers', () => {
  it('leaves out only what asks for none', () => {
    const { ignore } = JSON.parse(readFileSync('.mocharc.integration.json', 'utf8')) as { ignore: readonly string[] };
    const leftOut = ignore.map((pattern) => pattern.replace(/^build\//, '').replace(/\*+$/, ''));
    const suites = readdirSync('tests', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join('tests', file));
    for (const start of leftOut) {
      const those = suites.filter((file) => file.startsWith(start));
      expect(those, start).not.to.be.empty;
      for (const file of those) expect(readFileSync(file, 'utf8'), file).not.to.contain('describeWith');
    }
  });
});
