import { expect } from 'chai';
import { NOTIFICATION_TYPES } from '../../../src/domain/notification/notification.js';
import { ALL_WANTED, isWanted, OPTIONAL_TYPES, preferencesView } from '../../../src/domain/notification/preferences.js';

describe('Preferences', () => {
  it('want everything until it is switched off', () => {
    expect(preferencesView(ALL_WANTED)).to.deep.equal({ reminder: { inApp: true }, 'streak-at-risk': { inApp: true } });
    const some = { reminder: { inApp: false } };
    expect(isWanted(some, 'reminder', 'inApp')).to.equal(false);
    expect(isWanted(some, 'streak-at-risk', 'inApp')).to.equal(true);
    expect(isWanted({ reminder: {} }, 'reminder', 'inApp')).to.equal(true);
  });

  it('show every switch there is now, whatever was stored when there were others', () => {
    const old = { reminder: { inApp: false, pager: true }, weather: { inApp: false } };
    expect(preferencesView(old)).to.deep.equal({ reminder: { inApp: false }, 'streak-at-risk': { inApp: true } });
  });

  it('are asked about what nobody has to know', () => {
    const compulsory = NOTIFICATION_TYPES.filter((type) => !(OPTIONAL_TYPES as readonly string[]).includes(type));
    expect(compulsory).to.include.members(['security', 'message', 'streak-lost', 'login-spike']);
  });
});
