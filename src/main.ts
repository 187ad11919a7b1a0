import { processEnvironment } from './adapters/config/environment.js';
import { readSettings, SettingsError } from './adapters/config/read-settings.js';
import type { Settings } from './adapters/config/settings.js';
import { createService } from './adapters/inversify/create-service.js';
import { isUnavailable } from './domain/errors.js';

/** sysexits.h: the configuration is wrong. */
const EXIT_CONFIG = 78;
const SHUTDOWN_MS = 15_000;

const stopping = new AbortController();

try {
  const settings = readSettings(processEnvironment());
  const service = createService(settings);
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
    setTimeout(() => process.exit(1), SHUTDOWN_MS);
    void service.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Until it listens, nothing else may keep a process alive that waits for a server.
  const starting = setInterval(() => undefined, SHUTDOWN_MS);
  await service.start();
  clearInterval(starting);
  if (settings.role === 'all' && !stopping.signal.aborted) welcome(settings);
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(wordsFor(error));
    process.exit(error instanceof SettingsError ? EXIT_CONFIG : 1);
  }
}

function wordsFor(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what listens there, or set PORT or WEB_PORT.`;
  // Its driver knows where it looked.
  if (isUnavailable(error) && error.cause instanceof Error) return `${error.message} (${error.cause.message})`;
  return error.message;
}

function welcome({ version, http, web, dataDirectory }: Settings): void {
  console.log(
    [
      `Streakline ${version} is ready`,
      `  pages  http://localhost:${web.port}`,
      `  API    http://localhost:${http.port}/api-docs`,
      `  files  ${dataDirectory}`,
    ].join('\n'),
  );
}
