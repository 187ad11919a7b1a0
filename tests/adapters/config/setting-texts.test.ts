import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { SETTINGS } from '../../../src/adapters/config/setting-list.js';
import { envExample, settingsTable } from '../../../src/adapters/config/setting-texts.js';

const NAMES = Object.keys(SETTINGS);

describe('the texts about settings', () => {
  it('.env.example is what the list of settings makes of it', () => {
    expect(readFileSync('.env.example', 'utf8')).to.equal(envExample());
  });

  it('name every setting once', () => {
    for (const name of NAMES) {
      expect(envExample().split(`\n# ${name}=`), name).to.have.length(2);
      expect(settingsTable().split(`\n| \`${name}\` |`), name).to.have.length(2);
    }
  });

  it('the README holds the table of settings', () => {
    expect(readFileSync('README.md', 'utf8')).to.include(settingsTable());
  });
});
