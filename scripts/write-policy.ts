import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../src/adapters/config/project.js';
import { allRoutes, policyTable } from './policy-table.js';

const file = join(projectDirectory(), 'docs', 'policy.md');
writeFileSync(file, policyTable(allRoutes()));
console.log(`written: ${file}`);
