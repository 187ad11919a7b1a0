import { isIP } from 'node:net';
import type { Context } from './request-state.js';

const MAPPED_IPV4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Who asks, as far as the trusted proxies say; what is no address is not believed. */
export function addressOf(ctx: Context): string {
  const told = ctx.ip.replace(MAPPED_IPV4, '');
  return isIP(told) === 0 ? (ctx.req.socket.remoteAddress ?? '').replace(MAPPED_IPV4, '') : told;
}
