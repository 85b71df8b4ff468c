import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Entry, Result, ThreadLog, Written } from '@sportello/core';
import type { OutboxItem, SportelloClient } from '@sportello/core/client';
import type { Received } from '../history/records.ts';
import { Device } from '../people/device.ts';
import type { Follower } from '../people/follower.ts';
import type { Thread } from '../people/scene.ts';

/** A page that makes a new key at every try: whoever repeats a message that was saved writes it twice. */
export class KeylessPage extends Device {
  protected override deliver({ name, input }: OutboxItem): Promise<Result<Written>> {
    return this.client.command(name, input, randomUUID());
  }
}

/** Milliseconds between fetching and joining of {@link FetchFirstPage}. */
const HOLE = 700;

/** A page that fetches what there is and joins afterwards: what is written in between never comes. */
export class FetchFirstPage extends Device {
  protected override follow(client: SportelloClient, thread: Thread): Follower {
    let log: ThreadLog | null = null;
    let isClosed = false;
    const fetched = async (): Promise<void> => {
      while (!log && !isClosed) {
        const answer = await client.query('sync', { ticket: thread.id, follow: false });
        if (answer.ok) log = answer.data;
        else await delay(100);
      }
    };
    const append = (entry: Entry): void => {
      if (!log || entry.seq <= log.ticket.seq) return;
      // The number is believed as it comes: nobody notices what is missing before it.
      const ticket = { ...log.ticket, seq: entry.seq, pub: entry.pub ?? log.ticket.pub };
      log = { ...log, ticket, entries: [...log.entries, entry] };
    };
    void fetched()
      .then(() => delay(HOLE))
      .then(() => {
        if (isClosed) return;
        client.follow(thread.id, null, {
          changed: () => undefined,
          received: (entries, via) => {
            this.received(thread, entries, via);
            if (via === 'live') for (const entry of entries) append(entry);
          },
        });
      });
    return {
      get log() {
        return log;
      },
      showAll: async () => undefined,
      close: () => {
        isClosed = true;
      },
    };
  }
}

/** A page that counts what it is pushed, instead of showing a count that is derived: it misses what it catches up with. */
export class CountingPage extends Device {
  readonly #counts = new Map<string, number>();

  protected override received(thread: Thread, entries: readonly Entry[], via: Received['via']): void {
    super.received(thread, entries, via);
    const others = entries.filter(({ author }) => author.id !== this.who.id).length;
    const before = this.#counts.get(thread.id) ?? 0;
    if (via === 'reload') this.#counts.set(thread.id, others);
    if (via === 'live') this.#counts.set(thread.id, before + others);
  }

  override read(thread: Thread): void {
    super.read(thread);
    this.#counts.set(thread.id, 0);
  }

  protected override unreadOf(thread: Thread): number {
    return this.#counts.get(thread.id) ?? 0;
  }
}
