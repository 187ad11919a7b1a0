import { randomUUID } from 'node:crypto';

/** Somebody with an account and a session. */
export interface Person {
  readonly userId: string;
  readonly token: string;
}

const PASSWORD = 'correct horse battery';
const AT_ONCE = 2;

/** Registers, activates and signs in so many people, at a service with `EXPOSE_ACTIVATION`. */
export async function people(url: string, count: number): Promise<readonly Person[]> {
  const joined: Person[] = [];
  const join = async (): Promise<void> => {
    while (joined.length + pending < count) {
      pending += 1;
      joined.push(await newcomer(url));
      pending -= 1;
    }
  };
  let pending = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, join));
  return joined;
}

export async function signIn(url: string, email: string, password = PASSWORD): Promise<Person> {
  const { accessToken, user } = await post<{ accessToken: string; user: { id: string } }>(`${url}/api/login`, {
    email,
    password,
  });
  return { userId: user.id, token: accessToken };
}

async function newcomer(url: string): Promise<Person> {
  const username = `b-${randomUUID().slice(0, 18)}`;
  const account = { username, email: `${username}@example.org`, password: PASSWORD };
  const { activation } = await post<{ activation: unknown }>(`${url}/api/register`, account);
  await post(`${url}/api/activate`, activation);
  return signIn(url, account.email);
}

async function post<Body>(url: string, body: unknown): Promise<Body> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Body;
}
