import type { Settings } from '../config/settings.js';
import { HttpServer } from '../http/http-server.js';
import { createWebApp } from '../web/web-app.js';
import { named, type Part } from './part.js';

/** The pages, on `WEB_PORT`. */
export function web({ web: settings, version }: Settings): Part {
  const listener = createWebApp({ ...settings, version }).callback();
  const server = new HttpServer((request, response) => void listener(request, response), { port: settings.port });
  return named('web', server);
}
