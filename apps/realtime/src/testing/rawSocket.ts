import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';

/** How a socket greets, beside what every browser sends. */
interface Greeting {
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly transports?: ('websocket' | 'polling')[];
}

/**
 * Connects with nothing of our own client in between; it ends with the test.
 * @returns the socket, or why it was refused
 */
export function openRawSocket(url: string, greeting: Greeting = {}): Promise<Socket | string> {
  const { headers = {}, auth = {}, query = {}, namespace = '', transports = ['websocket'] } = greeting;
  const socket = io(`${url}${namespace}`, {
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...headers },
    auth: { ...auth },
    query: { ...query },
  });
  onTestFinished(() => void socket.disconnect());
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => resolve(error.message));
  });
}

/** As {@link openRawSocket}, of somebody who is let in. */
export async function openSignedInSocket(url: string, cookie: string): Promise<Socket> {
  const socket = await openRawSocket(url, { headers: { cookie, origin: url } });
  if (typeof socket === 'string') throw new Error(socket);
  return socket;
}

/** Resolves with why when a socket is cut. */
export function cutOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once('disconnect', resolve));
}

/** What a socket answers to an event. */
export async function answerOf(
  socket: Socket,
  event: string,
  ...payload: unknown[]
): Promise<{ readonly ok: boolean; readonly code?: string }> {
  return await socket.timeout(10_000).emitWithAck(event, ...payload);
}
