import type { Server as HttpServer } from 'node:http';
import {
  BEACON_INTERVAL,
  clientEvents,
  clientSignals,
  commandEnvelope,
  queryEnvelope,
  type Result,
  refusalOf,
  refuse,
  type ServerEventName,
  type TicketRow,
  unfollowInput,
  watchInput,
} from '@sportello/core';
import { ask, type Context, type Installation, run } from '@sportello/domain';
import { findTicket } from '@sportello/models';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { answerTo } from '../http/answers.ts';
import { Client } from './client.ts';
import { asHandshakeRefusal, authenticate } from './handshake.ts';
import { Hub } from './hub.ts';
import { SocketLimits } from './limits.ts';
import { isOwnHandshake } from './origins.ts';
import { PresenceRelay } from './presence.ts';
import { Sightings } from './sightings.ts';

/** The live side of one process. */
export interface LiveServer {
  readonly io: Server;
  readonly hub: Hub;
  /** Takes its own path out of the requests of a server; whoever answers the others must be listening already. */
  attach(server: HttpServer): void;
  close(): Promise<void>;
}

/** Milliseconds after which every page's rights are looked at again even if no bell rang. */
const RECHECK_INTERVAL = 5_000;

type Acknowledge = (answer: unknown) => void;

/**
 * Opens the socket server. It serves once `io` is attached to an HTTP server, after whoever answers the other requests.
 * @param trustedProxies how many proxies in front are believed about a client's address
 */
export function openSockets(installation: Installation, log: Logger, trustedProxies = 0): LiveServer {
  const io = new Server({
    path: '/socket.io',
    serveClient: false,
    allowRequest: (request, decide) => decide(null, isOwnHandshake(request, installation.origin)),
    maxHttpBufferSize: 128 * 1024,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    cleanupEmptyChildNamespaces: true,
  });
  const hub = new Hub(installation, log);
  const presence = new PresenceRelay(io, installation);
  const limits = new SocketLimits();
  const sightings = new Sightings(installation, () => hub.clients, log);

  io.use((socket, next) => {
    authenticate(socket, { installation, hub, limits, trustedProxies }).then(
      (context) => {
        socket.data['context'] = context;
        next();
      },
      (error: unknown) => next(asHandshakeRefusal(error)),
    );
  });
  io.on('connection', (socket) => {
    const context: Context = socket.data['context'];
    const client = new Client(socket, context);
    hub.add(client);
    sightings.came(client);
    serve(client, { installation, hub, presence, limits, log });
    socket.on('disconnect', () => {
      presence.disconnected(client);
      hub.remove(client);
    });
  });

  const beacon = setInterval(
    () => hub.beat().catch((error: unknown) => log.warn({ err: error }, 'no beat')),
    BEACON_INTERVAL,
  );
  const recheck = setInterval(() => void hub.recheckSessions(), RECHECK_INTERVAL);
  return {
    io,
    hub,
    attach: (server) => void io.attach(server),
    close: async () => {
      clearInterval(beacon);
      clearInterval(recheck);
      sightings.stop();
      hub.close();
      await io.close();
    },
  };
}

interface Surroundings {
  readonly installation: Installation;
  readonly hub: Hub;
  readonly presence: PresenceRelay;
  readonly limits: SocketLimits;
  readonly log: Logger;
}

const knownEvents = new Set<string>([...clientEvents, ...clientSignals]);

function serve(client: Client, around: Surroundings): void {
  const { socket } = client;
  const { hub } = around;
  socket.use(([event, ...rest], next) => {
    const acknowledge = lastFunction(rest);
    if (typeof event === 'string' && knownEvents.has(event)) return next();
    acknowledge?.(refuse('unknown_event'));
    cutIf(around.limits.isStrange(socket.id), socket);
  });
  socket.on('presence', (payload: unknown) => {
    void guarded(client, around, async () => {
      await around.presence.signal(client, payload);
      return null;
    });
  });
  for (const event of clientEvents) {
    socket.on(event, (...received: unknown[]) => {
      const acknowledge = lastFunction(received);
      if (!acknowledge) return cutIf(around.limits.isStrange(socket.id), socket);
      if (received.length !== 2) return acknowledge(refuse('bad_request'));
      const release = client.hold(outdatedBy(event, received[0]));
      void guarded(client, around, () => answer(event, received[0], client, around))
        .then(async (answered) => {
          await hub.admit(client);
          acknowledge(answered);
        })
        .finally(release);
    });
  }
}

function cutIf(isTooMuch: Promise<boolean>, socket: Socket): void {
  void isTooMuch.then((is) => is && socket.disconnect(true));
}

/** The pushes that tell newer things than the answer to an event may: they wait until it has left. */
function outdatedBy(event: (typeof clientEvents)[number], payload: unknown): ServerEventName[] {
  const name =
    event === 'query' && typeof payload === 'object' && payload !== null && 'name' in payload
      ? payload.name
      : null;
  if (event === 'watch' || name === 'list') return ['tickets'];
  return name === 'inbox' ? ['badge'] : [];
}

function lastFunction(values: readonly unknown[]): Acknowledge | null {
  const last = values.at(-1);
  return typeof last === 'function' ? (value) => void last(value) : null;
}

/**
 * Keeps floods, faults and rights in doubt away from the handlers: whatever happens inside, the answer is a code, and nothing
 * is done for a page whose rights are found to have ended.
 */
async function guarded(client: Client, around: Surroundings, work: () => Promise<unknown>): Promise<unknown> {
  const wait = await around.limits.event(client.socket.id, client.principal.person);
  if (wait > 0) {
    cutIf(around.limits.isFlooding(client.socket.id), client.socket);
    return refuse('too_many_requests', { retryAfter: wait });
  }
  await around.hub.admit(client);
  if (!client.socket.connected) return refuse('unauthenticated');
  return answerTo(work, around.log);
}

function answer(
  event: (typeof clientEvents)[number],
  payload: unknown,
  client: Client,
  around: Surroundings,
): Promise<unknown> {
  if (event === 'command') return command(payload, client, around);
  if (event === 'query') return query(payload, client, around);
  if (event === 'watch') return watch(payload, client, around);
  return unfollow(payload, client, around);
}

async function command(payload: unknown, client: Client, { installation }: Surroundings): Promise<unknown> {
  const envelope = commandEnvelope.safeParse(payload);
  if (!envelope.success) return refusalOf(envelope.error);
  return run(installation, client.context, envelope.data.name, envelope.data.input, envelope.data.key);
}

async function query(payload: unknown, client: Client, around: Surroundings): Promise<unknown> {
  const envelope = queryEnvelope.safeParse(payload);
  if (!envelope.success) return refusalOf(envelope.error);
  const { name, input } = envelope.data;
  if (name === 'sync') return follow(input, client, around);
  const answered = await ask(around.installation, client.context, name, input);
  if (name === 'list' && client.list && answered.ok && 'rows' in answered.data)
    noteShown(client, answered.data.rows);
  return answered;
}

/** Joining without a hole: the page is among the followers before the log is read. */
async function follow(
  input: unknown,
  client: Client,
  { installation, hub, presence }: Surroundings,
): Promise<unknown> {
  const wanted = typeof input === 'object' && input !== null && 'ticket' in input ? input.ticket : null;
  const id =
    typeof wanted === 'number' && Number.isSafeInteger(wanted)
      ? (await findTicket(installation.database, wanted))?.id
      : wanted;
  if (typeof id !== 'string') return ask(installation, client.context, 'sync', input);
  const wasFollowing = client.followed.has(id);
  hub.follow(client, id);
  const answered = await ask(installation, client.context, 'sync', input);
  const follows =
    answered.ok &&
    (typeof input !== 'object' || input === null || !('follow' in input) || input.follow !== false);
  if (follows) await presence.join(client, id);
  else if (!wasFollowing || !answered.ok) {
    hub.unfollow(client, id);
    await presence.leave(client, id);
  }
  return answered;
}

async function watch(
  payload: unknown,
  client: Client,
  { installation }: Surroundings,
): Promise<Result<unknown>> {
  const parsed = watchInput.safeParse(payload);
  if (!parsed.success) return refusalOf(parsed.error);
  client.list = parsed.data.list;
  client.shown.clear();
  if (!parsed.data.list) return { ok: true, data: null };
  const answered = await ask(installation, client.context, 'list', parsed.data.list);
  if (answered.ok) noteShown(client, answered.data.rows);
  return answered;
}

/** Rows the page has now, also of further pages: it must hear when one of them leaves the list. */
function noteShown(client: Client, rows: readonly TicketRow[]): void {
  for (const { ticket } of rows) client.shown.add(ticket.id);
}

async function unfollow(
  payload: unknown,
  client: Client,
  { hub, presence }: Surroundings,
): Promise<Result<null>> {
  const parsed = unfollowInput.safeParse(payload);
  if (!parsed.success) return refusalOf(parsed.error);
  hub.unfollow(client, parsed.data.ticket);
  await presence.leave(client, parsed.data.ticket);
  return { ok: true, data: null };
}
