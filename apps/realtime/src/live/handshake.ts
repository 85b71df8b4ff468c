import { handshake, PROTOCOL, type Refusal, refusalOf, refuse } from '@sportello/core';
import type { Context, Installation } from '@sportello/domain';
import type { Socket } from 'socket.io';
import { clientAddress } from '../http/clientAddress.ts';
import type { Hub } from './hub.ts';
import type { SocketLimits } from './limits.ts';

/** A handshake that is not accepted; the client reads why from `data`. */
class HandshakeRefused extends Error {
  readonly data: Refusal;
  constructor(data: Refusal) {
    super(data.code);
    this.data = data;
  }
}

/** What a client is told of whatever kept its handshake from being looked at. */
export function asHandshakeRefusal(error: unknown): Error {
  return error instanceof HandshakeRefused
    ? error
    : new HandshakeRefused(refuse('store_unavailable', { retryAfter: 2_000 }));
}

/** What stands between a handshake and a page that is taken in. */
interface Gate {
  readonly installation: Installation;
  readonly hub: Hub;
  readonly limits: SocketLimits;
  readonly trustedProxies: number;
}

/**
 * Whom a handshake is of.
 * @throws HandshakeRefused
 */
export async function authenticate(
  socket: Socket,
  { installation, hub, limits, trustedProxies }: Gate,
): Promise<Context> {
  const wait = await limits.handshake(clientAddress(socket.request, trustedProxies));
  if (wait > 0) throw new HandshakeRefused(refuse('too_many_requests', { retryAfter: wait }));
  const greeting = handshake.safeParse(socket.handshake.auth);
  if (!greeting.success) throw new HandshakeRefused(refusalOf(greeting.error));
  if (greeting.data.protocol !== undefined && greeting.data.protocol !== PROTOCOL)
    throw new HandshakeRefused(refuse('protocol_old'));
  const context = await installation.identity.identify(socket.handshake.headers.cookie);
  if (!context) throw new HandshakeRefused(refuse('unauthenticated'));
  const { company } = greeting.data;
  if (company && company !== context.principal.company) throw new HandshakeRefused(refuse('company_changed'));
  const tooMany = limits.page(hub.pagesOf(context.principal.person));
  if (tooMany > 0) throw new HandshakeRefused(refuse('too_many_requests', { retryAfter: tooMany }));
  return context;
}
