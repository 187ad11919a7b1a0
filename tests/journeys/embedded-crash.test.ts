import { setTimeout as pause } from 'node:timers/promises';
import { Audience } from './audience.js';
import { Deployment } from './deployment.js';
import type { Person } from './person.js';

const CLIENTS = 50;
const EACH = 40;
const TOTAL = CLIENTS * EACH;
const LONGEST_MS = 180_000;

describe('One process on the embedded adapters, killed under load', function () {
  this.timeout(LONGEST_MS + 30_000);
  let deployment: Deployment;
  let audience: Audience;
  before(async () => {
    deployment = await Deployment.embedded();
    audience = await Audience.gather(deployment, CLIENTS, LONGEST_MS);
  });
  after(async () => {
    await deployment.remove();
    audience.leave();
  });

  async function postAll(person: Person): Promise<void> {
    for (let number = 1; number <= EACH; number += 1) await postOnce(person, `rest ${number}`);
  }
  /** Until it is taken; each try with another text, as one without an answer may have been taken too. */
  async function postOnce(person: Person, text: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const message = `${text}, ${attempt}`;
      audience.posted.noteUnanswered(person.id, message);
      const answer = await person
        .call('POST', '/api/notifications', { userId: person.id, message })
        .catch(() => undefined);
      if (answer?.status === 201) {
        audience.posted.note(person.id, message);
        return;
      }
      await pause(100);
    }
  }
  async function kill(): Promise<void> {
    await audience.holds(TOTAL / 2);
    await deployment.kill();
    await deployment.startAgain();
  }
  async function lastSequence(person: Person): Promise<number> {
    const { body } = await person.call<{ items: { sequence: number }[] }>('GET', '/api/notifications?limit=1');
    return body.items[0]?.sequence ?? 0;
  }

  it(`brings ${CLIENTS} clients each of ${TOTAL} notifications once`, async () => {
    await Promise.all([...audience.persons.map(postAll), kill()]);
    const sequences = await Promise.all(audience.persons.map(lastSequence));
    await audience.holdsEverythingOnce(sequences.reduce((sum, sequence) => sum + sequence, 0));
  });
});
