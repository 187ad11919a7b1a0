import { expect } from 'chai';
import { DomainError } from '../../../src/domain/errors.js';
import { NOTIFICATION_TYPES } from '../../../src/domain/notification/notification.js';
import {
  checkedPreferences,
  isWanted,
  NOTHING_CHOSEN,
  preferencesView,
} from '../../../src/domain/notification/preferences.js';

describe('Preferences', () => {
  it('have a switch for every type and channel: at first on in the app and for webhooks, and off for mail', () => {
    const view = preferencesView(NOTHING_CHOSEN);
    expect(Object.keys(view)).to.deep.equal(NOTIFICATION_TYPES);
    for (const type of NOTIFICATION_TYPES) {
      expect(view[type], type).to.deep.equal({ inApp: true, email: false, webhook: true });
    }
  });

  it('change what they name, and nothing else', () => {
    const some = { reminder: { inApp: false, email: true }, 'streak-lost': { email: true, webhook: false } };
    expect(isWanted(some, 'reminder', 'inApp')).to.equal(false);
    expect(isWanted(some, 'reminder', 'email')).to.equal(true);
    expect(isWanted(some, 'reminder', 'webhook')).to.equal(true);
    expect(preferencesView(some)['streak-lost']).to.deep.equal({ inApp: true, email: true, webhook: false });
    expect(isWanted(some, 'streak-at-risk', 'inApp')).to.equal(true);
    expect(isWanted({ reminder: {} }, 'reminder', 'inApp')).to.equal(true);
  });

  it('show the switches there are now, whatever was stored when there were others', () => {
    const old = { reminder: { inApp: false, pager: true }, weather: { inApp: false }, security: { inApp: false } };
    const view = preferencesView(old);
    expect(view.reminder).to.deep.equal({ inApp: false, email: false, webhook: true });
    expect(view.security.inApp).to.equal(true);
    expect(Object.keys(view)).to.deep.equal(NOTIFICATION_TYPES);
  });

  it('cannot switch off in the app what everyone has to be told; by other ways they can', () => {
    const refused = NOTIFICATION_TYPES.filter((type) => {
      try {
        checkedPreferences({ [type]: { inApp: false } });
        return false;
      } catch (error) {
        expect(error).to.be.instanceOf(DomainError).with.property('code', 'not-optional');
        return true;
      }
    });
    expect(NOTIFICATION_TYPES.filter((type) => !refused.includes(type))).to.deep.equal(['streak-at-risk', 'reminder']);
    const quiet = Object.fromEntries(NOTIFICATION_TYPES.map((type) => [type, { inApp: true, webhook: false }]));
    expect(checkedPreferences(quiet)).to.equal(quiet);
  });
});
