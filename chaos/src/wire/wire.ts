import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from '@sportello/models';
import { calm, noCounts, type WireCounts, type WireFaults } from './faults.ts';
import { type Direction, type Judgement, Link } from './link.ts';
import type { Piece } from './pieces.ts';

/** Where a wire leads. */
export interface WireOptions {
  /** Ports of this machine it may lead to; those that refuse are passed over. */
  readonly targets: () => readonly number[];
  readonly chance: Chance;
  /** Look into the WebSocket messages that pass; without it only whole connections can be hurt. */
  readonly isAware?: boolean;
}

const COMMAND = /^42(\d+)\["command",/u;
const KEY = /"key":"([0-9a-f-]{36})"/u;
const SAVED = /^43(\d+)\[\{"ok":true/u;
const PUSH = /^42\["entries",/u;
const HEAD = /^42\["head",/u;
/** Milliseconds after which TCP sends a lost packet again, and as much again by chance. */
const RETRANSMISSION = 250;

/** A TCP proxy that can do what bad networks do. */
export class Wire {
  readonly #options: WireOptions;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  /** Keys whose answer was swallowed. */
  readonly #cutKeys = new Set<string>();
  #isFrozen = false;
  /** What it does while nothing is asked of it. */
  usual: WireFaults = calm;
  faults: WireFaults = calm;
  readonly counts: WireCounts = noCounts();

  constructor(options: WireOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true }, (near) => void this.#accept(near));
  }

  /** Begins to carry, on a port of the loopback interface. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Connections that lead to a port now. */
  linksTo(target: number): number {
    return [...this.#links].filter((link) => link.target === target).length;
  }

  /** Swallows everything in every connection, old and new, without a word, until {@link thaw}. */
  freeze(): void {
    this.#isFrozen = true;
    for (const link of this.#links) link.freeze();
  }

  /** Lets new connections through again and cuts those in which something vanished. */
  thaw(): void {
    this.#isFrozen = false;
    for (const link of this.#links) if (link.isFrozen) link.reset();
  }

  /** Cuts every connection at once. */
  cutAll(): number {
    const cut = this.#links.size;
    for (const link of this.#links) link.reset();
    return cut;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** See {@link Judge}. */
  judge(link: Link, direction: Direction, { text }: Piece): Judgement {
    if (this.faults.reset > 0 && this.#options.chance() < this.faults.reset) {
      this.counts.reset += 1;
      return 'cut';
    }
    if (text === null) return 'pass';
    return direction === 'up' ? this.#judgeCommand(link, text) : this.#judgeAnswer(link, text);
  }

  /** See {@link Judge}. */
  delayOf(): number {
    const { delay, stall } = this.faults;
    if (stall > 0 && this.#options.chance() < stall) {
      this.counts.stalled += 1;
      return RETRANSMISSION * (1 + this.#options.chance());
    }
    return delay === 0 ? 0 : delay * (1 + this.#options.chance());
  }

  /** See {@link Judge}. */
  vanished(bytes: number): void {
    this.counts.frozenBytes += bytes;
  }

  #judgeCommand(link: Link, text: string): Judgement {
    const id = COMMAND.exec(text)?.[1];
    const key = id && KEY.exec(text)?.[1];
    if (!key) return 'pass';
    if (this.#cutKeys.has(key)) this.counts.repeats += 1;
    else if (this.#options.chance() < this.faults.cutAnswer) link.doomed.set(id, key);
    return 'pass';
  }

  #judgeAnswer(link: Link, text: string): Judgement {
    const key = link.doomed.get(SAVED.exec(text)?.[1] ?? '');
    if (key !== undefined) {
      this.#cutKeys.add(key);
      this.counts.cutAnswers += 1;
      return 'cut';
    }
    if (this.faults.dropHeads && HEAD.test(text)) {
      this.counts.droppedHeads += 1;
      return 'swallow';
    }
    if (this.faults.dropPushes === 0 || !PUSH.test(text)) return 'pass';
    this.faults = { ...this.faults, dropPushes: this.faults.dropPushes - 1 };
    this.counts.droppedPushes += 1;
    return 'swallow';
  }

  async #accept(near: Socket): Promise<void> {
    near.on('error', () => undefined);
    const reached = await this.#reach();
    if (!reached || near.destroyed) {
      near.resetAndDestroy();
      reached?.far.destroy();
      return;
    }
    const link = new Link(near, reached.far, reached.target, this, this.#options.isAware ?? false);
    if (this.#isFrozen) link.freeze();
    this.#links.add(link);
    link.onClosed(() => this.#links.delete(link));
  }

  /** The next target in turn that takes a connection. */
  async #reach(): Promise<{ far: Socket; target: number } | null> {
    const targets = this.#options.targets();
    const turn = this.counts.connections;
    this.counts.connections += 1;
    for (let tried = 0; tried < targets.length; tried += 1) {
      const target = targets[(turn + tried) % targets.length];
      const far = target === undefined ? null : await connected(target);
      if (far && target !== undefined) return { far, target };
    }
    return null;
  }
}

function connected(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
