import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory, projectVersion } from '../src/adapters/config/project.js';
import { openApi } from '../src/adapters/http/openapi.js';
import { apiRoutes } from '../src/adapters/http/routes/api.js';
import { postmanCollection } from './postman-collection.js';

const version = projectVersion();
const file = join(projectDirectory(), 'docs', 'streakline.postman_collection.json');
const collection = await postmanCollection(openApi(apiRoutes({ version, realtimeUrl: undefined }), version));
writeFileSync(file, `${JSON.stringify(collection, null, 2)}\n`);
console.log(`written: ${file}`);
