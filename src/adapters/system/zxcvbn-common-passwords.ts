import type { CommonPasswords } from '../../application/ports/common-passwords.js';

/** Some 49,000 passwords from the dictionary of zxcvbn. They take 4 MB, so they are read when first asked for. */
export class ZxcvbnCommonPasswords implements CommonPasswords {
  private passwords: Promise<ReadonlySet<string>> | undefined;

  all(): Promise<ReadonlySet<string>> {
    this.passwords ??= read();
    return this.passwords;
  }
}

async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
