import type { IncomingMessage } from 'node:http';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True when a page of `origin` may talk to this installation: its own origin, or another name of the same loopback port. */
export function isOwnOrigin(origin: string, own: string): boolean {
  if (origin === own) return true;
  if (!URL.canParse(origin)) return false;
  const [theirs, ours] = [new URL(origin), new URL(own)];
  const isExact = theirs.origin === origin;
  return (
    isExact &&
    theirs.protocol === ours.protocol &&
    theirs.port === ours.port &&
    loopback.has(theirs.hostname) &&
    loopback.has(ours.hostname)
  );
}

/**
 * May this handshake come from a page of ours? Browsers send `Origin` with every WebSocket; with a same-origin polling
 * request they send `Sec-Fetch-Site` instead. A program must name the origin it means.
 */
export function isOwnHandshake(request: IncomingMessage, own: string): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return isOwnOrigin(origin, own);
  return request.headers['sec-fetch-site'] === 'same-origin';
}
