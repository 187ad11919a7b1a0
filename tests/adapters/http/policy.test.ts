import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { allRoutes, policyTable } from '../../../scripts/policy-table.js';
import { projectDirectory } from '../../../src/adapters/config/project.js';

describe('docs/policy.md', () => {
  it('is what the routes and the socket events say now: npm run policy writes it', () => {
    const committed = readFileSync(join(projectDirectory(), 'docs', 'policy.md'), 'utf8');
    expect(committed).to.equal(policyTable(allRoutes()));
  });
});
