import { expect } from 'chai';
import { DateTime } from 'luxon';
import { personToShow } from '../../../src/adapters/cli/story/people.js';
import { tellStory } from '../../../src/adapters/cli/story/tell-story.js';
import type { Story } from '../../../src/adapters/cli/story/tell-story.js';

const HOUR = 3_600_000;

describe('the story of the seed', () => {
  const administrator = { username: 'admin', email: 'admin@example.org', ip: null, userAgent: null };
  const tell = (people: number, now: string): Story =>
    tellStory({ people, days: 20, now: Date.parse(now), administrator });

  it('is the same at every telling, and a day later only a day later', () => {
    const [once, again] = [tell(12, '2026-06-20T12:00:00Z'), tell(12, '2026-06-20T12:00:00Z')];
    expect(again).to.deep.equal(once);
    const later = tell(12, '2026-06-21T12:00:00Z');
    const amounts = ({ deeds }: Story): readonly unknown[] =>
      deeds.map((deed) => (deed.name === 'drinks' ? deed.millilitres : deed.name));
    expect(amounts(later)).to.deep.equal(amounts(once));
  });

  it('has somebody to show at every hour: with a drink today, and walks on most days', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const { people, deeds, now } = tell(50, `2026-09-20T${String(hour).padStart(2, '0')}:30:00Z`);
      const who = personToShow(people, now);
      const midnight = DateTime.fromMillis(now, { zone: who.city.timeZone }).startOf('day').toMillis();
      expect(now - midnight, who.username).to.be.above(14 * HOUR);
      const own = deeds.filter((deed) => deed.who.email === who.email);
      const drunk = own.flatMap((deed) => (deed.name === 'drinks' && deed.drunkAt >= midnight ? deed.millilitres : []));
      expect(drunk, who.username).not.to.deep.equal([]);
      expect(own.filter(({ name }) => name === 'walks').length, who.username).to.be.above(15);
    }
  });

  it('begins for everybody with a registration, however short it is', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const now = Date.parse('2026-09-20T00:30:00Z') + hour * HOUR;
      for (let days = 2; days <= 8; days += 1) {
        const { people, deeds } = tellStory({ people: 8, days, now, administrator });
        const known = new Set([administrator.email]);
        for (const deed of deeds) {
          if (deed.name === 'registers') known.add(deed.who.email);
          if ('person' in deed) expect(known, `${days} days`).to.include(deed.person.email);
        }
        expect(known, `${days} days`).to.include.all.keys(people.map(({ email }) => email));
      }
    }
  });

  it('is about fifty people of different names in eight zones', () => {
    const { people } = tell(50, '2026-09-20T14:30:00Z');
    expect(new Set(people.map(({ email }) => email)).size).to.equal(50);
    expect(new Set(people.map(({ city }) => city.timeZone)).size).to.equal(8);
  });
});
