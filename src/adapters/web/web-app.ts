import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Koa from 'koa';
import helmet from 'koa-helmet';
import files from 'koa-static';
import { addressesFor } from './addresses.js';
import type { Addresses, PublicAddresses } from './addresses.js';

export interface WebAppSettings extends PublicAddresses {
  /** Where the pages lie. */
  readonly directory: string;
  readonly version: string;
}

const SOCKET_IO = '/vendor/socket.io.js';

/** The web pages: files as they are, the Socket.IO client, and where the API is. Nothing comes from elsewhere. */
export function createWebApp(settings: WebAppSettings): Koa {
  const notFound = readFileSync(join(settings.directory, 'not-found.html'));
  const app = new Koa();
  // A page that is not there is nothing to report.
  app.silent = true;
  app.use(async (ctx, next) => {
    const addresses = addressesFor(settings, ctx.protocol, ctx.hostname);
    await helmet({ contentSecurityPolicy: { useDefaults: false, directives: policy(addresses) } })(ctx, next);
  });
  app.use(async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('Allow', 'GET, HEAD');
      ctx.throw(405);
    }
    // The pages are small and change with the service.
    ctx.set('Cache-Control', 'no-cache');
    if (ctx.path === '/config.json') {
      ctx.body = { ...addressesFor(settings, ctx.protocol, ctx.hostname), version: settings.version };
    } else if (ctx.path === SOCKET_IO) {
      ctx.type = 'text/javascript';
      ctx.body = createReadStream(socketIoClient());
    } else {
      await next();
    }
  });
  app.use(files(settings.directory, { extensions: ['html'] }));
  app.use((ctx) => {
    ctx.type = 'html';
    ctx.body = notFound;
    ctx.status = 404;
  });
  return app;
}

function socketIoClient(): string {
  const manifest = createRequire(import.meta.url).resolve('socket.io-client/package.json');
  return join(dirname(manifest), 'dist', 'socket.io.esm.min.js');
}

function policy({ apiUrl, realtimeUrl }: Addresses): Record<string, string[]> {
  const connections = [apiUrl, realtimeUrl, realtimeUrl.replace(/^http/, 'ws')].map(
    (address) => new URL(address).origin,
  );
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'", ...new Set(connections)],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
}
