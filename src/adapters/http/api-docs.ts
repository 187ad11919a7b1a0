import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { koaSwagger } from 'koa2-swagger-ui';
import type { Clock } from '../../application/ports/clock.js';
import { withInstants } from './example-instants.js';
import { HttpProblem } from './problem.js';
import type { Step } from './request-state.js';

const PATH = '/api-docs';
const ASSETS = `${PATH}/assets/v/`;

/** koa2-swagger-ui asks for the first name; swagger-ui-dist has the file under the second. */
const FILES: Readonly<Record<string, readonly [file: string, mediaType: string]>> = {
  'swagger-ui.min.css': ['swagger-ui.css', 'text/css'],
  'swagger-ui-bundle.js': ['swagger-ui-bundle.js', 'text/javascript'],
  'swagger-ui-standalone-preset.js': ['swagger-ui-standalone-preset.js', 'text/javascript'],
  'favicon.png': ['favicon-32x32.png', 'image/png'],
};

/** The one thing that koa2-swagger-ui takes from elsewhere, whatever it is told. */
const FONTS = /<link href="https:[^>]*>/g;

/** The page of koa2-swagger-ui has scripts and styles of its own in it; nothing may come from elsewhere. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Swagger UI would copy a file value by value, though it only offers to save it: a large one froze the page. */
const KEEP_FILES_WHOLE = `(response) => {
  if (/^attachment/.test(response.headers['content-disposition'])) delete response.obj, delete response.body;
  return response;
}`;

/** Swagger UI on `/api-docs`, its assets from this server, and the document on `/api-docs/openapi.json`; `/` leads there. */
export function apiDocs(document: object, clock: Clock): Step {
  const text = JSON.stringify(document);
  const page = koaSwagger({
    title: 'Streakline API',
    routePrefix: PATH,
    swaggerCdnUrl: `${PATH}/assets`,
    swaggerVersion: 'v',
    favicon: `${ASSETS}favicon.png`,
    hideTopbar: true,
    swaggerOptions: {
      url: `${PATH}/openapi.json`,
      validatorUrl: null,
      responseInterceptor: KEEP_FILES_WHOLE,
      // The page that koa2-swagger-ui makes is broken where there is an interceptor and not this.
      modelPropertyMacro: 'null',
    },
  });
  const directory = (createRequire(import.meta.url)('swagger-ui-dist') as { absolutePath(): string }).absolutePath();
  return async (ctx, next) => {
    if (ctx.path !== '/' && ctx.path !== PATH && !ctx.path.startsWith(`${PATH}/`)) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      throw new HttpProblem('method-not-allowed', 'This address takes GET, HEAD.', { headers: { Allow: 'GET, HEAD' } });
    }
    ctx.state.route = PATH;
    if (ctx.path === '/') {
      ctx.redirect(PATH);
      return;
    }
    ctx.set('Content-Security-Policy', POLICY);
    if (ctx.path === `${PATH}/openapi.json`) {
      ctx.type = 'application/json';
      ctx.body = withInstants(text, clock.now());
    } else if (ctx.path === PATH || ctx.path === `${PATH}/`) {
      await page(ctx, next);
      ctx.body = String(ctx.body).replace(FONTS, '');
    } else {
      const [file, mediaType] = FILES[ctx.path.slice(ASSETS.length)] ?? [];
      if (file === undefined || mediaType === undefined || !ctx.path.startsWith(ASSETS)) return next();
      ctx.type = mediaType;
      ctx.set('Cache-Control', 'public, max-age=86400');
      ctx.body = createReadStream(join(directory, file));
    }
  };
}
