import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { envExample, settingsTable } from '../../../scripts/setting-texts.js';
import { SETTINGS } from '../../../src/adapters/config/setting-list.js';

const NAMES = Object.keys(SETTINGS);

describe('the texts about settings', () => {
  it('.env.example is what the list of settings makes of it: npm run settings writes it', () => {
    expect(readFileSync('.env.example', 'utf8')).to.equal(envExample());
  });

  it('name every setting once', () => {
    for (const name of NAMES) {
      expect(envExample().split(`\n# ${name}=`), name).to.have.length(2);
      expect(settingsTable().split(`\n| \`${name}\` |`), name).to.have.length(2);
    }
  });

  it('docker-compose.yml decides on every setting, or hands it on', () => {
    const [common = ''] = readFileSync('docker-compose.yml', 'utf8').split('\nservices:');
    const handed = [...common.matchAll(/^ {4}([A-Z_]+):/gm)].map(([, name]) => name);
    // Each service has a role of its own, and the secret is in a file.
    const wanted = NAMES.filter((name) => name !== 'ROLE' && name !== 'JWT_SECRET');
    expect(handed).to.have.members(wanted);
  });

  it('the README holds the table of settings: npm run settings writes it', () => {
    expect(readFileSync('README.md', 'utf8')).to.include(settingsTable());
  });
});
