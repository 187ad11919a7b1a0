import { ApiClient } from '../../src/adapters/cli/api-client.js';
import { startOwnService, type OwnService } from '../../src/adapters/cli/own-service.js';

export const PASSWORD = 'sunny otters swim north';

/** So wide that no limiter is measured but that of an account. */
const LIMITS = { REQUEST_LIMIT: '1000000000', REGISTER_LIMIT: '1000000000', LOGIN_LIMIT_PER_ADDRESS: '1000000000' };

/** The service on its embedded adapters in a process of its own, without any limit of addresses. */
export function startService(): Promise<OwnService> {
  return startOwnService({ ...LIMITS, EXPOSE_ACTIVATION: 'true' });
}

/** Registers and activates so many; their addresses. */
export async function register(url: string, count: number): Promise<readonly string[]> {
  const client = new ApiClient(url);
  const emails: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const username = `account-${index}`;
    const email = `${username}@example.org`;
    const account = { username, email, password: PASSWORD };
    const { activation } = await client.call<{ activation: object }>('POST', '/api/register', account);
    await client.call('POST', '/api/activate', activation);
    emails.push(email);
  }
  return emails;
}

export async function signIn(url: string, email: string): Promise<string> {
  const credentials = { email, password: PASSWORD };
  return (await new ApiClient(url).call<{ accessToken: string }>('POST', '/api/login', credentials)).accessToken;
}
