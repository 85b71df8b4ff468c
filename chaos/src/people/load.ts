import { setTimeout as delay } from 'node:timers/promises';
import { type Installation, pick } from '@sportello/domain';
import { type Chance, writtenLine } from '@sportello/models';
import type { Device } from './device.ts';
import type { Scene, Thread } from './scene.ts';

/** What people do all the while, per second. */
export interface Pace {
  readonly sends: number;
  readonly reads: number;
  readonly reloads: number;
  readonly searches: number;
  /** Rights taken away and given back. */
  readonly revocations: number;
}

/** The load of promises.md C.2.2. */
export const fullPace: Pace = { sends: 40, reads: 4, reloads: 0.33, searches: 2, revocations: 0.33 };

/** Messages a device lets wait before it stops writing: a person does not write on and on into an outage. */
const MOST_WAITING = 6;
/** Milliseconds without rights. */
const AWAY = 2_500;
/** Share of the pace at which people begin. */
const FIRST_SHARE = 1 / 8;
/** Share of the pace below which nobody goes. */
const LEAST_SHARE = 1 / 32;
/** Milliseconds at one pace before it is raised. */
const STEP = 1_500;
/** Milliseconds a message may wait while nothing is broken; beyond it the machine carries less than people write. */
const PROMPT = 1_000;
/** Milliseconds that are waited for a backlog. */
const BACKLOG_PATIENCE = 60_000;

/** How search answered during a run. */
export interface SearchTally {
  engine: number;
  database: number;
  failed: number;
  slowest: number;
}

/** Keeps people busy until it is stopped. */
export class Load {
  readonly search: SearchTally = { engine: 0, database: 0, failed: 0, slowest: 0 };
  readonly #scene: Scene;
  readonly #devices: readonly Device[];
  readonly #installation: Installation;
  readonly #chance: Chance;
  #timers: ReturnType<typeof setInterval>[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #busy = new Set<Device>();
  /** How much of the pace people keep up in writing, reading and searching. */
  #share = FIRST_SHARE;
  #lowestShare = 1;

  constructor(scene: Scene, devices: readonly Device[], installation: Installation) {
    this.#scene = scene;
    this.#devices = devices;
    this.#installation = installation;
    this.#chance = scene.chance;
  }

  /** Begins, at this pace. */
  start({ sends, reads, reloads, searches, revocations }: Pace): void {
    const sometimes = (act: () => Promise<unknown>) => async () =>
      this.#chance() < this.#share ? act() : undefined;
    this.#every(
      sends,
      sometimes(() => this.#send()),
    );
    this.#every(
      reads,
      sometimes(() => this.#read()),
    );
    this.#every(
      searches,
      sometimes(() => this.#search()),
    );
    this.#every(reloads, () => this.#reload());
    this.#every(revocations, () => this.#revoke());
  }

  /**
   * Lets people write more and more while nothing is broken, up to the whole pace or to what this machine carries: a
   * backlog that only grows would hide what the faults do.
   * @returns the share of the pace that was found
   */
  async findPace(): Promise<number> {
    while (this.#share < 1) {
      await delay(STEP);
      if (!this.#isPrompt()) {
        await this.adapt(false);
        break;
      }
      await this.adapt(true);
    }
    return this.#share;
  }

  /** Lets people write at the whole pace at once. */
  hurry(): number {
    this.#share = 1;
    return this.#share;
  }

  /** Lets people write more where what they write goes out promptly; where it does not less, once the backlog is gone. */
  async adapt(isCarried: boolean): Promise<void> {
    if (isCarried && this.#isPrompt()) this.#share = Math.min(1, this.#share * 2);
    if (isCarried) return;
    this.#share = Math.max(LEAST_SHARE, this.#share / 4);
    this.#lowestShare = Math.min(this.#lowestShare, this.#share);
    await this.#caughtUp();
  }

  /** The lowest share of the pace that people kept up once it was found. */
  get lowestShare(): number {
    return this.#lowestShare;
  }

  #isPrompt(): boolean {
    return this.#devices.every(({ waitingFor }) => waitingFor < PROMPT);
  }

  async #caughtUp(): Promise<void> {
    const until = performance.now() + BACKLOG_PATIENCE;
    while (!this.#isPrompt() && performance.now() < until) await delay(100);
  }

  /** Ends; resolves when what was begun is done. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await Promise.all(this.#underWay);
  }

  #every(perSecond: number, act: () => Promise<unknown>): void {
    if (perSecond === 0) return;
    this.#timers.push(
      setInterval(() => {
        const running = act().finally(() => this.#underWay.delete(running));
        this.#underWay.add(running);
      }, 1_000 / perSecond),
    );
  }

  #someone(matches: (device: Device) => boolean = () => true): Device | null {
    const able = this.#devices.filter(
      (device) => device.isWelcome && !this.#busy.has(device) && matches(device),
    );
    return able.length > 0 ? pick(able, this.#chance) : null;
  }

  /** Half of everything goes to the first thread. */
  #threadOf(device: Device): Thread {
    const [hot] = this.#scene.threads;
    const follows = hot !== undefined && device.threads.includes(hot);
    return follows && this.#chance() < 0.5 ? hot : pick(device.threads, this.#chance);
  }

  async #send(): Promise<void> {
    const device = this.#someone(({ waiting }) => waiting < MOST_WAITING);
    if (!device) return;
    const thread = this.#threadOf(device);
    const isNote = device.isStaff && thread.hasNotes && this.#chance() < 0.3;
    const kind = isNote ? 'note' : device.isStaff ? 'supportReply' : 'customerReply';
    await device.send(thread, writtenLine(kind, this.#chance), isNote ? 'note' : 'reply');
  }

  async #read(): Promise<void> {
    const device = this.#someone();
    device?.read(this.#threadOf(device));
  }

  async #reload(): Promise<void> {
    const device = this.#someone();
    if (!device) return;
    device.close();
    await device.open();
  }

  async #search(): Promise<void> {
    const device = this.#someone();
    if (!device) return;
    const begun = performance.now();
    const answer = await device.client.query('search', { q: 'fattura' });
    if (!answer.ok) this.search.failed += 1;
    else if (answer.data.engine === 'database') this.search.database += 1;
    else this.search.engine += 1;
    if (answer.ok) this.search.slowest = Math.max(this.search.slowest, performance.now() - begun);
  }

  /** Takes somebody's rights away, on all nodes at once, and gives them back a little later. */
  async #revoke(): Promise<void> {
    const alone = ({ who }: Device) => this.#devices.filter((other) => other.who.id === who.id).length === 1;
    const device = this.#someone(alone);
    if (!device) return;
    this.#busy.add(device);
    try {
      // What waits would only be refused; what a refusal does to it is another test's affair.
      while (device.waiting > 0) await delay(50);
      const isSignOut = this.#chance() < 0.5;
      if (isSignOut) await patiently(() => this.#endSession(device));
      else await patiently(() => this.#setActive(device, false));
      device.turnAway();
      await delay(AWAY);
      if (!isSignOut) await patiently(() => this.#setActive(device, true));
      device.close();
      await device.open();
    } finally {
      this.#busy.delete(device);
    }
  }

  async #setActive({ who }: Device, active: boolean): Promise<void> {
    await this.#installation.database.people.updateOne({ _id: who.id }, { active });
  }

  async #endSession({ cookie }: Device): Promise<void> {
    await this.#installation.identity.signOut(cookie);
  }
}

/** Does something to the database until it answers. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch {
      await delay(200);
    }
  }
}
