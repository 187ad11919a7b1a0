import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../src/adapters/config/project.js';
import { envExample, withSettingsTable } from './setting-texts.js';

const example = join(projectDirectory(), '.env.example');
const readme = join(projectDirectory(), 'README.md');
writeFileSync(example, envExample());
writeFileSync(readme, withSettingsTable(readFileSync(readme, 'utf8')));
console.log(`written: ${example}, ${readme}`);
