import { type Entry, isAtHead, type ThreadLog } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import type { Received } from '../history/records.ts';

/** A thread as a page follows it. */
export interface Follower {
  readonly log: ThreadLog | null;
  /** Loads what lies outside the window, to both ends. */
  showAll(): Promise<void>;
  close(): void;
}

/** Receives what is handed to the page. */
export type Receiver = (entries: readonly Entry[], via: Received['via']) => void;

/** Most pages that are loaded to reach an end: beyond it something goes in circles. */
const PAGES = 2_000;

/** Follows a thread as the product does. */
export function openFollower(client: SportelloClient, ticket: string, received: Receiver): Follower {
  const thread = client.follow(ticket, null, { changed: () => undefined, received });
  const isWhole = (): boolean =>
    thread.log !== null && (thread.log.entries[0]?.seq ?? 1) === 1 && isAtHead(thread.log);
  return {
    get log() {
      return thread.log;
    },
    showAll: async () => {
      for (let page = 0; page < PAGES && !isWhole(); page += 1) {
        await thread.extend((thread.log?.entries[0]?.seq ?? 1) > 1 ? 'before' : 'after', 100);
      }
    },
    close: () => thread.close(),
  };
}
