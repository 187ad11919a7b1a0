import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IConfiguration } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const root = process.cwd();
const { forbidden, options } = require(join(root, '.dependency-cruiser.cjs')) as IConfiguration;

/** The names of the rules that the tree below `directory` breaks, with who broke them. */
async function violations(directory: string): Promise<readonly string[]> {
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: directory,
    ruleSet: { forbidden: forbidden ?? [] },
    validate: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

describe('Dependencies', function () {
  this.timeout(60_000);

  it('point inwards, and technologies never meet', async () => {
    expect(await violations(root)).to.deep.equal([]);
  });

  it('are really checked: each planted bad import is caught', async () => {
    const caught = await violations(join(root, 'tests/architecture/planted'));
    expect(caught).to.include.members([
      'domain-is-pure: src/domain/streak.ts',
      'application-knows-ports-only: src/application/use-case.ts',
      'adapters-never-meet: src/adapters/one/one.ts',
      'one-composition-root: src/adapters/one/one.ts',
    ]);
  });
});
