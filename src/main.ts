import { processEnvironment } from './adapters/config/environment.js';
import { readSettings, SettingsError } from './adapters/config/read-settings.js';
import type { Settings } from './adapters/config/settings.js';
import { createService } from './adapters/inversify/create-service.js';
import { isUnavailable } from './domain/errors.js';

/** sysexits.h: the configuration is wrong. */
const EXIT_CONFIG = 78;
const SHUTDOWN_MS = 15_000;

try {
  const settings = readSettings(processEnvironment());
  const service = createService(settings);
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS);
    void service.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await service.start();
  if (settings.role === 'all') welcome(settings);
} catch (error) {
  console.error(wordsFor(error));
  process.exit(error instanceof SettingsError ? EXIT_CONFIG : 1);
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
