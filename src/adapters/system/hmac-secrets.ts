import { createHash, createHmac, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Secrets } from '../../application/ports/secrets.js';

const TOKEN_BYTES = 32;

/** Tokens by HMAC-SHA256 under a key of their own, derived from the secret of the deployment (HKDF, RFC 5869). */
export class HmacSecrets implements Secrets {
  private readonly key: Buffer;

  constructor(secret: KeyObject) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'streakline derived tokens', TOKEN_BYTES));
  }

  random(): string {
    return randomBytes(TOKEN_BYTES).toString('base64url');
  }

  derive(purpose: string, text: string): string {
    // JSON keeps ('a', 'bc') and ('ab', 'c') apart.
    return createHmac('sha256', this.key)
      .update(JSON.stringify([purpose, text]))
      .digest('base64url');
  }

  digest(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
  }
}
