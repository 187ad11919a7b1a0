/** Tokens that only their holder knows. */
export interface Secrets {
  /** 256 random bits, URL-safe. */
  random(): string;
  /** A token that only this deployment can make again from the same text, URL-safe. */
  derive(purpose: string, text: string): string;
  /** One-way, for storing; tokens are random, so a fast digest is enough. */
  digest(token: string): string;
}
