import type { Secrets } from '../../../application/ports/secrets.js';
import type { Account } from './people.js';

/** How to sign in as those of a story. */
export interface Credentials {
  readonly administrator: Account;
  readonly administratorPassword: string;
  /** One for all people. */
  readonly peoplesPassword: string;
}

interface AccountSettings {
  readonly administrator: { readonly email: string; readonly password: string } | undefined;
  readonly passwordMin: number;
}

const DEFAULT_EMAIL = 'admin@example.org';
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeio';
const FEWEST_WORDS = 6;
/** With the dash behind it. */
const LETTERS_A_WORD = 5;

/** The administrator of the settings; passwords nobody else can guess, but the same each time for this deployment. */
export function credentialsOf({ administrator, passwordMin }: AccountSettings, secrets: Secrets): Credentials {
  const email = administrator?.email ?? DEFAULT_EMAIL;
  const passphrase = (of: string): string => pronounceable(secrets.derive('seed', of), passwordMin);
  return {
    administrator: { username: email, email, ip: '192.0.2.10', userAgent: 'Mozilla/5.0 (Macintosh) Firefox/144.0' },
    administratorPassword: administrator?.password ?? passphrase('administrator'),
    peoplesPassword: passphrase('people'),
  };
}

/** Words such as `koda`, twelve bits each. @param token 256 bits, base64url: enough for the longest PASSWORD_MIN */
function pronounceable(token: string, fewestCharacters: number): string {
  const bytes = [...Buffer.from(token, 'base64url')];
  const words = Math.max(FEWEST_WORDS, Math.ceil(fewestCharacters / LETTERS_A_WORD));
  const syllables = bytes.map((byte) => `${CONSONANTS[byte >>> 4] ?? ''}${VOWELS[byte & 3] ?? ''}`);
  return Array.from({ length: words }, (_, index) => syllables.slice(2 * index, 2 * index + 2).join('')).join('-');
}
