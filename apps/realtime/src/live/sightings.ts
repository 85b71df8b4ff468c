import { can } from '@sportello/core';
import type { Installation } from '@sportello/domain';
import { noteSighted } from '@sportello/models';
import type { Logger } from 'pino';
import type { Client } from './client.ts';

/** Milliseconds between two times that a process says who is connected to it. */
const SAID_EVERY = 30_000;

/** Says who of the provider's people has a page open here: new tickets may be given to those alone. */
export class Sightings {
  readonly #installation: Installation;
  readonly #clients: () => Iterable<Client>;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;

  /** @param clients the pages of this process, as they are when it is asked */
  constructor(installation: Installation, clients: () => Iterable<Client>, log: Logger) {
    this.#installation = installation;
    this.#clients = clients;
    this.#log = log;
    this.#timer = setInterval(() => void this.#say([...this.#clients()]), SAID_EVERY);
  }

  /** A page has come. */
  came(client: Client): void {
    void this.#say([client]);
  }

  /** Says nothing any more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  async #say(clients: readonly Client[]): Promise<void> {
    const here = clients.map(({ principal }) => principal).filter((one) => can(one, 'absence.change'));
    const people = [...new Set(here.map(({ person }) => person))];
    try {
      await noteSighted(this.#installation.database, people, this.#installation.now());
    } catch (error) {
      // The database is away: it is said again before anybody counts as gone.
      this.#log.debug({ err: error }, 'who is connected was not noted');
    }
  }
}
