import { expect } from 'chai';
import { tellStory } from '../../../src/adapters/cli/story/tell-story.js';
import type { Story } from '../../../src/adapters/cli/story/tell-story.js';

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

  it('is about fifty people of different names in eight zones', () => {
    const { people } = tell(50, '2026-09-20T14:30:00Z');
    expect(new Set(people.map(({ email }) => email)).size).to.equal(50);
    expect(new Set(people.map(({ city }) => city.timeZone)).size).to.equal(8);
  });
});
