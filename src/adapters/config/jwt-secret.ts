import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LEAST_BYTES = 32;

/** Where the secret comes from: written in the settings, in a file that someone else made, or in one of our own. */
export type SecretSource = { readonly text: string } | { readonly file: string } | { readonly directory: string };

/**
 * @throws Error that names the setting, never the secret
 */
export function readJwtSecret(source: SecretSource): Buffer {
  if ('text' in source) return Buffer.from(source.text);
  if ('directory' in source) return generatedSecret(source.directory);
  const secret = Buffer.from(contentOf(source.file).trim());
  if (secret.length < LEAST_BYTES) throw new Error(`JWT_SECRET_FILE must hold at least ${LEAST_BYTES} bytes`);
  return secret;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error('JWT_SECRET_FILE cannot be read', { cause: error });
  }
}

/** Made once and kept, so that tokens survive a restart; whole or not at all, however the process ends. */
function generatedSecret(directory: string): Buffer {
  const file = join(directory, 'jwt-secret');
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(directory, { recursive: true });
    if (!existsSync(file)) {
      writeFileSync(draft, randomBytes(48).toString('base64'), { mode: 0o600, flush: true });
      renameSync(draft, file);
    }
    return Buffer.from(readFileSync(file, 'utf8').trim());
  } catch (error) {
    throw new Error('DATA_DIR cannot be written', { cause: error });
  }
}
