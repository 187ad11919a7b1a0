import { setTimeout as pause } from 'node:timers/promises';

/** An answer of the service that is not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 500;

/** Calls the REST API as any client would. A service that is away, restarting or busy is asked again for two minutes. */
export class ApiClient {
  private token: string | undefined;

  constructor(private readonly url: string) {}

  /** @throws Error at once if nothing answers; whatever the answer is */
  async reach(): Promise<void> {
    await this.fetch('/health/live', {});
  }

  authorise(accessToken: string): void {
    this.token = accessToken;
  }

  async call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.once<Answer>(method, path, body, headers);
      } catch (error) {
        const passing =
          error instanceof ApiError
            ? [409, 429, 502, 503, 504].includes(error.status) && error.code !== 'tracking-inactive'
            : true;
        if (!passing || performance.now() > end) throw error;
        await pause(PAUSE_MS);
      }
    }
  }

  private async once<Answer>(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const response = await this.fetch(path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return answer as Answer;
    const problem = (answer ?? {}) as { code?: string; title?: string; detail?: string };
    throw new ApiError(
      response.status,
      problem.code ?? 'unknown',
      `${method} ${path}: ${response.status} ${problem.detail ?? problem.title ?? ''}`.trim(),
    );
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, this.url), { ...init, signal: AbortSignal.timeout(15_000) });
    } catch (error) {
      throw new Error(`Nothing answers at ${this.url}: is the service running? npm start`, { cause: error });
    }
  }
}
