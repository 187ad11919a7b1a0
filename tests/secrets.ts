import { createSecretKey } from 'node:crypto';
import { HmacSecrets } from '../src/adapters/system/hmac-secrets.js';

export const SECRET_KEY = createSecretKey(Buffer.from('a secret of at least thirty-two bytes'));

/** Of the deployment under test. */
export const secrets = new HmacSecrets(SECRET_KEY);
