import type { ListQuery, Principal, ServerEvent, ServerEventName } from '@sportello/core';
import type { Context } from '@sportello/domain';
import type { Socket } from 'socket.io';

/** Packets that may wait for a reader who does not read; beyond it the reader is cut and catches up later. */
const WAITING_PACKETS = 1_500;

/** Events that tell what only those may know who have the right to it. */
const ENTITLED: readonly ServerEventName[] = ['entries', 'readers', 'tickets', 'badge', 'head'];

/** One connected page. */
export class Client {
  readonly socket: Socket;
  /** Who it is now; replaced when rights change, so that every send asks the latest. */
  context: Context;
  /** Ids of the tickets it follows. */
  readonly followed = new Set<string>();
  /** The list it looks at. */
  list: ListQuery | null = null;
  /** Ids of the rows the page shows of that list. */
  readonly shown = new Set<string>();

  /** Kinds of events that wait for an answer under way, with what waits. */
  readonly #held = new Map<ServerEventName, { answers: number; readonly waiting: (() => void)[] }>();

  /** Rows being made for it. */
  #rows: Promise<void> = Promise.resolve();

  /** Looks at the rights that are under way. */
  #rechecks: Promise<void> = Promise.resolve();

  /** When its rights were last looked up: milliseconds of the process's own monotonic clock. */
  #checkedAt = performance.now();

  /** Packets made since the page last took everything. */
  #waiting = 0;

  constructor(socket: Socket, context: Context) {
    this.socket = socket;
    this.context = context;
    socket.conn.on('packetCreate', () => {
      this.#waiting += 1;
    });
    socket.conn.on('drain', () => {
      this.#waiting = 0;
    });
  }

  /** Shorthand for the rights in force. */
  get principal(): Principal {
    return this.context.principal;
  }

  /**
   * Keeps events of some kinds back while an answer is being read that may be older than they are: applied after them
   * it would bring the past back to the page.
   * @returns the function that lets them go, to be called when the answer has left
   */
  hold(names: readonly ServerEventName[]): () => void {
    const releases = names.map((name) => this.#holdOne(name));
    return () => {
      for (const release of releases) release();
    };
  }

  #holdOne(name: ServerEventName): () => void {
    const held = this.#held.get(name) ?? { answers: 0, waiting: [] };
    this.#held.set(name, held);
    held.answers += 1;
    return () => {
      held.answers -= 1;
      if (held.answers > 0) return;
      this.#held.delete(name);
      for (const send of held.waiting) send();
    };
  }

  /**
   * Makes and sends rows after all those before them, whoever pushes them: a ticket's row is a state, and the one that
   * arrives last stays.
   */
  inTurn(work: () => Promise<void>): Promise<void> {
    const running = this.#rows.then(work);
    this.#rows = running.catch(() => undefined);
    return running;
  }

  /** Looks at the rights of the page again; until that is done nothing more reaches it. */
  recheck(look: () => Promise<void>): void {
    const release = this.hold(ENTITLED);
    const before = this.#rechecks;
    this.#checkedAt = performance.now();
    this.#rechecks = look()
      .then(() => before)
      .finally(release);
  }

  /** Milliseconds since its rights were last looked up. */
  get uncheckedFor(): number {
    return performance.now() - this.#checkedAt;
  }

  /** Resolves when its rights are known to be in force: an answer leaves only then. */
  get rechecked(): Promise<void> {
    return this.#rechecks;
  }

  /**
   * Sends an event; a reader that stopped reading is cut instead of filling the memory.
   * @param isWanted asked at the moment it leaves: what was held back may have become pointless
   */
  send<N extends ServerEventName>(
    name: N,
    payload: ServerEvent<N>,
    isWanted: () => boolean = () => true,
  ): void {
    const leave = (): void => {
      if (isWanted()) this.#emit(name, payload);
    };
    const held = this.#held.get(name);
    if (held) held.waiting.push(leave);
    else leave();
  }

  #emit<N extends ServerEventName>(name: N, payload: ServerEvent<N>): void {
    if (this.#waiting > WAITING_PACKETS) {
      this.socket.disconnect(true);
      return;
    }
    this.socket.emit(name, payload);
  }

  /** Tells the page to load again, and cuts it. */
  dismiss(reason: ServerEvent<'reload'>['reason']): void {
    this.socket.emit('reload', { reason });
    this.socket.disconnect(true);
  }
}
