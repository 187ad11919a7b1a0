import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSettings } from '../../../src/adapters/config/read-settings.js';
import { createContainer } from '../../../src/adapters/inversify/create-container.js';
import { EMBEDDED_DATABASE } from '../../../src/adapters/inversify/embedded-modules.js';
import { CACHE, EVENT_LOG, USERS } from '../../../src/adapters/inversify/tokens.js';
import { CheckAccess } from '../../../src/application/identity/check-access.js';

describe('The container', () => {
  it('makes each thing once: what remembers remembers for all who ask', () => {
    const directory = mkdtempSync(join(tmpdir(), 'container-'));
    const container = createContainer(readSettings({ DATA_DIR: directory, LOG_LEVEL: 'silent' }));
    try {
      for (const wanted of [USERS, EVENT_LOG, CACHE, CheckAccess]) {
        expect(container.get<unknown>(wanted)).to.equal(container.get<unknown>(wanted));
      }
    } finally {
      container.get(EMBEDDED_DATABASE).close();
      rmSync(directory, { recursive: true });
    }
  });
});
