/** Tokens that only their holder knows. */
export interface Secrets {
  /** 256 random bits, URL-safe. */
  random(): string;
  /** A token that only this deployment can make again from the same text, URL-safe. */
  derive(purpose: string, text: string): string;
  /** Whether it is the token that `derive` makes; how long it takes does not tell how much of it is right. */
  isDerived(token: string, purpose: string, text: string): boolean;
  /** One-way, for storing; tokens are random, so a fast digest is enough. */
  digest(token: string): string;
}
