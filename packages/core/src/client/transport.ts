import { io, type Socket } from 'socket.io-client';
import type * as z from 'zod/mini';
import { type CommandName, type CommandOutput, commandOutputs } from '../commands.ts';
import { type ErrorCode, type Refusal, type Result, refuse } from '../errors.ts';
import {
  PROTOCOL,
  type PresenceKind,
  type QueryName,
  type QueryOutput,
  queryOutputs,
  type ServerEvent,
  type ServerEventName,
  serverEvents,
} from '../protocol.ts';
import type { CommandInput } from '../requests.ts';
import type { QueryInput } from '../requestsOfReading.ts';

/** How a client reaches a server. */
export interface TransportOptions {
  /** Origin of the installation, for example `http://localhost:3000`. */
  readonly url: string;
  /** Session cookie header; only outside a browser, which sends its own. */
  readonly cookie?: () => string | undefined;
  /** The company this page was made for; the server refuses to act for another. */
  readonly company?: string | null;
  /** Milliseconds to wait for an answer before it counts as unknown. */
  readonly timeout?: number;
  /** Socket.IO transports; a WebSocket alone when missing. */
  readonly transports?: readonly ('websocket' | 'polling')[];
}

/** What happens to the connection. */
export type LinkState = 'connecting' | 'live' | 'down' | 'refused';

type Listener<T> = (payload: T) => void;

/** The answer is unknown: the connection broke or was too slow. The act may have happened; repeat it with the same key. */
export const unknownAnswer: Refusal = refuse('store_unavailable', { retryAfter: 500 });

/** A code as servers write them. A newer server may have others than this client knows, so their table stays at home. */
const CODE = /^[a-z_]{2,60}$/u;

function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'ok' in value &&
    value.ok === false &&
    'code' in value &&
    typeof value.code === 'string' &&
    CODE.test(value.code)
  );
}

/** What a server answered, as the client understands it. */
export function readAnswer<S extends z.ZodMiniType>(schema: S, answer: unknown): Result<z.output<S>> {
  if (isRefusal(answer)) return answer;
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  const result = schema.safeParse(data);
  return result.success ? { ok: true, data: result.data } : refuse('protocol_old');
}

/** One socket and its HTTP twin: typed events in, typed answers out. It knows nothing of tickets. */
export class Transport {
  readonly #socket: Socket;
  readonly #options: TransportOptions;
  readonly #stateListeners = new Set<Listener<LinkState>>();
  #state: LinkState = 'down';
  #heardAt = 0;
  #refusedFor: ErrorCode | null = null;
  #isTrying = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    const cookie = options.cookie;
    this.#socket = io(options.url, {
      autoConnect: false,
      // Socket.IO would never fall back to its own polling from here; where no WebSocket comes the client asks over HTTP.
      transports: [...(options.transports ?? ['websocket'])],
      auth: { protocol: PROTOCOL, company: options.company ?? null },
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
      randomizationFactor: 1,
      timeout: 10_000,
      forceNew: true,
      ...(cookie && { extraHeaders: { cookie: cookie() ?? '', origin: options.url } }),
    });
    this.#socket.on('connect', () => this.#become('live'));
    this.#socket.on('disconnect', (reason) => this.#dropped(reason));
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#socket.onAny(() => this.heard());
    this.#socket.io.on('reconnect_attempt', () => {
      this.#isTrying = true;
    });
    for (const end of ['reconnect', 'reconnect_error'] as const)
      this.#socket.io.on(end, () => {
        this.#isTrying = false;
      });
  }

  /** Where the connection stands. */
  get state(): LinkState {
    return this.#state;
  }

  /** Why the server will not have this page; null while it will. */
  get refusedFor(): ErrorCode | null {
    return this.#refusedFor;
  }

  /** Epoch milliseconds of the last sign of life. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** Opens the connection and keeps it open until {@link close}. */
  open(): void {
    if (this.#state === 'live') return;
    this.#become('connecting');
    this.#socket.connect();
  }

  /** Ends the connection for good. */
  close(): void {
    this.#socket.disconnect();
    this.#become('down');
  }

  /**
   * Drops a connection that is silent and makes a new one at once. Where none stands, the pause before the next try ends
   * too: Socket.IO ignores a call to connect while it waits.
   */
  renew(): void {
    this.#socket.disconnect();
    this.open();
  }

  /** Tries at once where only the pause between two tries is being waited out: the server has just answered otherwise. */
  hurry(): void {
    if (this.#state === 'down' && !this.#isTrying) this.renew();
  }

  /** Notes a sign of life from the server. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  /** Calls back at every change of state; answers the function that stops it. */
  onState(listener: Listener<LinkState>): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Calls back for every event of a name whose payload is well formed; answers the function that stops it. */
  on<N extends ServerEventName>(name: N, listener: Listener<ServerEvent<N>>): () => void {
    const schema = serverEvents[name];
    const receive = (payload: unknown) => {
      const result = schema.safeParse(payload);
      if (result.success) listener(result.data as ServerEvent<N>);
    };
    const event: string = name;
    this.#socket.on(event, receive);
    return () => this.#socket.off(event, receive);
  }

  /** Carries out a command once: over the socket when it is live, else over HTTP. */
  async command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    key?: string,
  ): Promise<Result<CommandOutput<N>>> {
    const envelope = { name, ...(key && { key }), input };
    return this.#ask(
      'command',
      envelope,
      (answer) => readAnswer(commandOutputs[name], answer) as Result<CommandOutput<N>>,
    );
  }

  /**
   * Asks a query once: over the socket when it is live, else over HTTP.
   * @param take handed the answer at the moment it arrives; see {@link request}
   */
  async query<N extends QueryName>(
    name: N,
    input: QueryInput<N>,
    take: (answer: Result<QueryOutput<N>>) => void = () => undefined,
  ): Promise<Result<QueryOutput<N>>> {
    return this.#ask('query', { name, input }, (received) => {
      const answer = readAnswer(queryOutputs[name], received) as Result<QueryOutput<N>>;
      take(answer);
      return answer;
    });
  }

  /**
   * Sends an event that only makes sense over the socket, and waits for its answer.
   * @param take handed the answer at the moment it arrives: who awaits it is told later than of a push that came right
   * behind it, and would put the past in the place of what is newer
   */
  async request<S extends z.ZodMiniType>(
    event: 'watch' | 'unfollow',
    payload: unknown,
    schema: S,
    take: (answer: Result<z.output<S>>) => void = () => undefined,
  ): Promise<Result<z.output<S>>> {
    if (this.#state !== 'live') return unknownAnswer;
    return this.#overSocket(event, payload, (received) => {
      const answer = readAnswer(schema, received);
      take(answer);
      return answer;
    });
  }

  /** Tells what the person is doing on a ticket; best effort. */
  presence(ticket: string, kind: PresenceKind): void {
    if (this.#state === 'live') this.#socket.emit('presence', { ticket, kind });
  }

  async #ask<R>(event: 'command' | 'query', payload: unknown, read: (answer: unknown) => R): Promise<R> {
    return this.#state === 'live'
      ? this.#overSocket(event, payload, read)
      : read(await this.#overHttp(event, payload));
  }

  #overSocket<R>(event: string, payload: unknown, read: (answer: unknown) => R): Promise<R> {
    return new Promise((resolve) => {
      const receive = (error: Error | null, answer: unknown): void => {
        if (!error) this.heard();
        resolve(read(error ? unknownAnswer : answer));
      };
      this.#socket.timeout(this.#options.timeout ?? 10_000).emit(event, payload, receive);
    });
  }

  async #overHttp(event: string, payload: unknown): Promise<unknown> {
    const cookie = this.#options.cookie?.();
    try {
      const response = await fetch(new URL(`/api/${event}`, this.#options.url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-sportello-company': this.#options.company ?? '',
          ...(cookie && { cookie, origin: this.#options.url }),
        },
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(this.#options.timeout ?? 10_000),
      });
      const answer: unknown = await response.json();
      return answer;
    } catch {
      return unknownAnswer;
    }
  }

  #dropped(reason: Socket.DisconnectReason): void {
    if (this.#state === 'refused') return;
    this.#become('down');
    // The server closed it on purpose (shutdown, slow reader): Socket.IO would not come back by itself.
    if (reason === 'io server disconnect') setTimeout(() => this.#reopen(), 300 + Math.random() * 1_500);
  }

  #reopen(): void {
    if (this.#state === 'down') this.#socket.connect();
  }

  #refused(error: Error & { data?: unknown }): void {
    const data = error.data;
    if (!isRefusal(data)) {
      this.#become('down');
      return;
    }
    const isFinal =
      data.code === 'unauthenticated' || data.code === 'protocol_old' || data.code === 'company_changed';
    this.#refusedFor = isFinal ? data.code : null;
    this.#become(isFinal ? 'refused' : 'down');
    if (!isFinal) setTimeout(() => this.#reopen(), (data.retryAfter ?? 1_000) * (0.5 + Math.random()));
  }

  #become(state: LinkState): void {
    if (state === 'live') this.heard();
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}
