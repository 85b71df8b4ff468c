import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address a request comes from, as far as the proxies in front are believed: each of them adds at the end of
 * `X-Forwarded-For` whom it heard it from, and what stands before that anybody may have written.
 * @param trustedProxies how many proxies stand in front
 */
export function clientAddress(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string {
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const chain = [socket.remoteAddress ?? '', ...told.map((one) => one.trim()).reverse()];
  return chain.slice(0, trustedProxies + 1).findLast((one) => isIP(one) !== 0) ?? 'unknown';
}
