import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** The ports behind a proxy. */
export interface ProxyTargets {
  readonly realtime: readonly number[];
  readonly web: readonly number[];
}

/** Paths that belong to the realtime processes, as deploy/nginx.conf has them. */
const REALTIME = /^\/(?:socket\.io\/|api\/|healthz$)/u;

/**
 * The proxy in front, in place of deploy/nginx.conf: pages from one group of processes, sockets and API from the other.
 * Whoever polls meets the same realtime process again; a process that refuses is passed over. One that is told to be
 * preferred takes whoever comes, so that a test can say on which process somebody is.
 */
export class FrontProxy {
  readonly #targets: ProxyTargets;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** The realtime process that takes new visitors; in turn when null. */
  preferred: number | null = null;
  /** By session of the Socket.IO polling transport. */
  readonly #sticky = new Map<string, number>();
  readonly #webSockets = new Map<number, number>();
  #turn = 0;

  constructor(targets: ProxyTargets) {
    this.#targets = targets;
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
    this.#server.on(
      'upgrade',
      (incoming, near: Socket, head: Buffer) => void this.#upgrade(incoming, near, head),
    );
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** Begins to serve on a port of the loopback interface. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** WebSockets that lead to a process now. */
  webSocketsTo(port: number): number {
    return this.#webSockets.get(port) ?? 0;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The processes that may serve this, the one to be tried first in front. */
  #candidates({ url = '/' }: IncomingMessage): readonly number[] {
    const isRealtime = REALTIME.test(url.split('?')[0] ?? '');
    const group = isRealtime ? this.#targets.realtime : this.#targets.web;
    const bound = isRealtime ? (this.#sticky.get(sessionIn(url)) ?? this.preferred) : null;
    this.#turn += 1;
    const inTurn = group.map((_, index) => group[(this.#turn + index) % group.length] ?? 0);
    return bound === null ? inTurn : [bound, ...inTurn.filter((port) => port !== bound)];
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk);
    for (const port of this.#candidates(incoming)) {
      const answer = await ask(port, incoming, Buffer.concat(body));
      if (answer === 'refused') continue;
      if (answer === 'broken') break;
      this.#remember(incoming, answer, port);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
      return;
    }
    outgoing.writeHead(502).end();
  }

  /** The answer to the first request of a polling transport names its session. */
  #remember({ url = '' }: IncomingMessage, answer: IncomingMessage, port: number): void {
    if (!url.includes('transport=polling') || sessionIn(url) !== '') return;
    answer.once('data', (chunk: Buffer) => {
      const session = /"sid":"([^"]+)"/u.exec(chunk.toString())?.[1];
      if (session !== undefined) this.#sticky.set(session, port);
    });
  }

  async #upgrade(incoming: IncomingMessage, near: Socket, head: Buffer): Promise<void> {
    for (const port of this.#candidates(incoming)) {
      const far = await reach(port);
      if (!far) continue;
      const lines = Object.entries(forwardedHeaders(incoming)).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      far.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      far.write(head);
      far.on('error', () => near.destroy());
      this.#webSockets.set(port, this.webSocketsTo(port) + 1);
      far.on('close', () => {
        this.#webSockets.set(port, this.webSocketsTo(port) - 1);
        near.destroy();
      });
      near.on('close', () => far.destroy());
      near.pipe(far).pipe(near);
      return;
    }
    near.destroy();
  }
}

function sessionIn(url: string): string {
  return /[?&]sid=([^&]+)/u.exec(url)?.[1] ?? '';
}

function forwardedHeaders({ headers, socket }: IncomingMessage): IncomingMessage['headers'] {
  return { ...headers, 'x-forwarded-for': socket.remoteAddress ?? '', 'x-forwarded-proto': 'http' };
}

/** The head of the answer. What may have reached a process that broke off is not given to another one. */
function ask(
  port: number,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage | 'refused' | 'broken'> {
  return new Promise((resolve) => {
    const { method, url } = incoming;
    const { 'transfer-encoding': _, ...headers } = forwardedHeaders(incoming);
    // A connection of its own for each request: one that was kept could be closed just as it is used again.
    const asked = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, resolve);
    asked.on('error', (error) =>
      resolve('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'broken'),
    );
    asked.end(body);
  });
}

function reach(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
