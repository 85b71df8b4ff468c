import { setTimeout as delay } from 'node:timers/promises';
import type { Exit, Service } from '@sportello/services';

/** A process of the cluster, with what happened to it. */
export class Part {
  readonly name: string;
  readonly #start: () => Promise<Service>;
  #service: Service | null = null;
  #isMeantToEnd = true;
  #unexpected: Exit[] = [];

  /** @param start starts it, on the same port and with the same data as before */
  constructor(name: string, start: () => Promise<Service>) {
    this.name = name;
    this.#start = start;
  }

  /** The process that runs. */
  get service(): Service {
    if (!this.#service) throw new Error(`${this.name} does not run`);
    return this.#service;
  }

  /** Ends that nobody had ordered. */
  get unexpected(): readonly Exit[] {
    return this.#unexpected;
  }

  /** Starts it (again). */
  async start(): Promise<void> {
    const service = await this.#start();
    this.#service = service;
    this.#isMeantToEnd = false;
    void service.exited.then((exit) => {
      if (this.#service === service && !this.#isMeantToEnd) this.#unexpected.push(exit);
    });
  }

  /**
   * Ends it with SIGKILL.
   * @returns true when it was that signal that ended it
   */
  async kill(): Promise<boolean> {
    this.#isMeantToEnd = true;
    await this.service.kill();
    return (await this.service.exited).signal === 'SIGKILL';
  }

  /** Stops it in the middle of whatever it does, without a word to anybody, for some milliseconds. */
  async pause(milliseconds: number, meanwhile: () => Promise<boolean>): Promise<boolean> {
    const { pid } = this.service;
    process.kill(pid, 'SIGSTOP');
    try {
      const [proved] = await Promise.all([meanwhile(), delay(milliseconds)]);
      return proved;
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  /** Ends it cleanly. */
  async stop(): Promise<void> {
    this.#isMeantToEnd = true;
    await this.#service?.stop();
  }
}
