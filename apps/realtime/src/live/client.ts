import type { ListQuery, Principal, ServerEvent, ServerEventName } from '@sportello/core';
import type { Context } from '@sportello/domain';
import type { Socket } from 'socket.io';

/** Packets that may wait for a reader who does not read; beyond it the reader is cut and catches up later. */
const WAITING_PACKETS = 1_500;

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

  /** Sends an event; a reader that stopped reading is cut instead of filling the memory. */
  send<N extends ServerEventName>(name: N, payload: ServerEvent<N>): void {
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
