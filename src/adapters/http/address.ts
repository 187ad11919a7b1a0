import { isIP, isIPv6 } from 'node:net';
import type { Context } from './request-state.js';

const MAPPED_IPV4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Who asks, as far as the trusted proxies say; what is no address is not believed. */
export function addressOf(ctx: Context): string {
  const told = ctx.ip.replace(MAPPED_IPV4, '');
  return isIP(told) === 0 ? (ctx.req.socket.remoteAddress ?? '').replace(MAPPED_IPV4, '') : told;
}

/** What is counted as one address: of IPv6 the /64, which one customer has whole. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1).join('').split('::', 2);
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}
