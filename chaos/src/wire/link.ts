import type { Socket } from 'node:net';
import { type Piece, PieceReader } from './pieces.ts';

/** Which way a piece goes. */
export type Direction = 'up' | 'down';

/** What to do with a piece. */
export type Judgement = 'pass' | 'swallow' | 'cut';

/** Decides about the pieces of a link. */
export interface Judge {
  judge(link: Link, direction: Direction, piece: Piece): Judgement;
  /** Milliseconds this piece shall wait. */
  delayOf(): number;
  vanished(bytes: number): void;
}

const opens: Readonly<Record<Direction, RegExp>> = {
  up: /^upgrade:\s*websocket/imu,
  down: /^HTTP\/1\.1 101/u,
};

/** One connection through a wire: two sockets and what flows between them. */
export class Link {
  /** The port it leads to. */
  readonly target: number;
  /** Numbers of the commands whose answer will be swallowed, with their keys. */
  readonly doomed = new Map<string, string>();
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #judge: Judge;
  #isFrozen = false;

  constructor(near: Socket, far: Socket, target: number, judge: Judge, isAware: boolean) {
    this.#near = near;
    this.#far = far;
    this.target = target;
    this.#judge = judge;
    this.#pump('up', near, far, isAware);
    this.#pump('down', far, near, isAware);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.reset());
    }
  }

  /** Called when both ends are gone. */
  onClosed(listener: () => void): void {
    this.#near.once('close', listener);
  }

  /** From now on nothing comes through in either direction, and nobody is told. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** True once bytes may have vanished in it: it can only be cut. */
  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Cuts both ends at once. */
  reset(): void {
    for (const socket of [this.#near, this.#far]) socket.resetAndDestroy();
  }

  #pump(direction: Direction, from: Socket, to: Socket, isAware: boolean): void {
    const reader = isAware ? new PieceReader(opens[direction]) : null;
    let last = Promise.resolve();
    let dueAt = 0;
    const write = (bytes: Buffer): void => {
      if (this.#isFrozen) this.#judge.vanished(bytes.length);
      else if (!to.destroyed && !to.write(bytes)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    };
    from.on('data', (chunk: Buffer) => {
      if (this.#isFrozen) return this.#judge.vanished(chunk.length);
      for (const piece of reader?.push(chunk) ?? [{ bytes: chunk, text: null }]) {
        const judgement = this.#judge.judge(this, direction, piece);
        if (judgement === 'cut') return this.reset();
        if (judgement === 'swallow') continue;
        const delay = this.#judge.delayOf();
        const now = performance.now();
        if (delay === 0 && dueAt <= now) write(piece.bytes);
        else {
          // A later piece never overtakes an earlier one.
          dueAt = Math.max(dueAt, now + delay);
          last = later(last, dueAt - now).then(() => write(piece.bytes));
        }
      }
    });
    from.on('end', () => void last.then(() => to.end()));
    from.on('close', () => void last.then(() => to.destroy()));
  }
}

async function later(after: Promise<void>, milliseconds: number): Promise<void> {
  await Promise.all([after, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
}
