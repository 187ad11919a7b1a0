import { invalidField, type DomainError } from '../errors.js';
import { isLookalike } from './lookalikes.js';

/**
 * 3–32 letters and digits of any script, `.`, `_`, `-`. Two names are the same if their keys are: NFKC, lower-cased, so
 * that case and compatibility forms (full width, ligatures) make no second account.
 */
const USERNAME = /^[\p{L}\p{M}\p{N}._-]{3,32}$/u;

const EMAIL_CHARACTER = String.raw`[^\s\p{Cc}\p{Cf}\p{Cs}@"(),:;<>[\\\]]`;
/**
 * One mailbox, without quoting, comments or anything else that a mail server could read as a second one; without
 * characters that nobody sees; no part of its host is empty, as `example.org.` is `example.org`.
 */
const EMAIL = new RegExp(String.raw`^${EMAIL_CHARACTER}{1,64}@(?!\.|.*\.(?:\.|$))${EMAIL_CHARACTER}{1,189}$`, 'u');

export interface AccountName {
  /** As it is shown and written to. */
  readonly text: string;
  /** Under which it is unique. */
  readonly key: string;
}

/** A new name; older ones need not be valid to log in. @throws DomainError `invalid-username` */
export function usernameOf(input: string): AccountName {
  const text = tidy(input);
  if (!USERNAME.test(text)) throw invalid('username', 'must be 3 to 32 letters, digits, dots, underscores or hyphens');
  if (isLookalike(text)) {
    throw invalid('username', 'must be of one script, without letters that look like others');
  }
  return { text, key: nameKey(text) };
}

/** @throws DomainError `invalid-email` */
export function emailOf(input: string): AccountName {
  const text = tidy(input);
  if (EMAIL.test(text)) return { text, key: nameKey(text) };
  throw invalid('email', 'must be an e-mail address');
}

/** The key of whatever somebody typed, valid or not. */
export function nameKey(input: string): string {
  return tidy(tidy(input).toLowerCase());
}

function tidy(input: string): string {
  return input.normalize('NFKC').trim();
}

function invalid(path: 'username' | 'email', message: string): DomainError {
  return invalidField(path, `invalid-${path}`, `The ${path} ${message}.`, message);
}
