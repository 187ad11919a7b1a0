import { invalidField } from '../errors.js';

export interface PasswordRules {
  /** Fewest characters. */
  readonly min: number;
  /** What guessers try first, in NFKC and lower case. */
  readonly common: ReadonlySet<string>;
}

/** Whose password it is to be: what a guesser would try first. */
export interface PasswordOwner {
  readonly username: string;
  readonly email: string;
}

const MAX_CHARACTERS = 256;
const FEWEST_DISTINCT = 5;
/** What has to be left without the words that a guesser knows. */
const FEWEST_BESIDE_CONTEXT = 8;
const SHORTEST_CONTEXT_WORD = 3;
const SERVICE = 'streakline';

/**
 * Length and guessability, no rules of composition (NIST SP 800-63B-4; OWASP ASVS 5.0, 6.2). Characters are code points
 * after NFKC, the form in which passwords are hashed.
 * @param path of the input that holds it
 * @throws DomainError `weak-password`
 */
export function requireStrongPassword(
  password: string,
  owner: PasswordOwner,
  rules: PasswordRules,
  path = 'password',
): void {
  const message = weaknessOf(password.normalize('NFKC'), owner, rules);
  if (message === undefined) return;
  throw invalidField(path, 'weak-password', `The password ${message}.`, message);
}

function weaknessOf(password: string, owner: PasswordOwner, { min, common }: PasswordRules): string | undefined {
  const text = password.toLowerCase();
  const characters = Array.from(text);
  if (characters.length < min) return `must have at least ${min} characters; a few words make a good one`;
  if (characters.length > MAX_CHARACTERS) return `must have at most ${MAX_CHARACTERS} characters`;
  if (new Set(characters).size < FEWEST_DISTINCT) return 'repeats too few characters';
  if (isRun(characters)) return 'is a run of neighbouring characters';
  if (isCommon(text, common)) return 'is one of the most common ones, or hardly more than that';
  if (isBuiltOnContext(text, owner)) return 'is too close to the name, the e-mail address or the service';
  return undefined;
}

/** Each character follows the one before it in the code table, forwards or backwards: `abcdefghijkl`. */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}

/** As a whole, repeated, or with digits and signs around it: `dragonballs`, `letmeinletmein`, `!Password1234`. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const word = password.replace(/^\P{L}+|\P{L}+$/gu, '');
  return [password, word].some((text) => common.has(text) || common.has(unitOf(text)));
}

/** What a text repeats: itself, if it does not. */
function unitOf(text: string): string {
  return /^(.+?)\1+$/su.exec(text)?.[1] ?? text;
}

function isBuiltOnContext(password: string, { username, email }: PasswordOwner): boolean {
  const words = [email, username, email.slice(0, email.lastIndexOf('@')), SERVICE]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= SHORTEST_CONTEXT_WORD);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && Array.from(rest).length < FEWEST_BESIDE_CONTEXT;
}
