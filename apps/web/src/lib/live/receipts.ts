import type { TicketRow } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { browser } from '$app/environment';

/** Milliseconds that arrivals are gathered before their delivery is told. */
const RECEIPT_AFTER = 1_000;

/** What reached this device is told once in a while, so that the writer sees "delivered". */
export class Receipts {
  readonly #client: SportelloClient;
  readonly #arrived = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: SportelloClient) {
    this.#client = client;
  }

  /** Notes rows that came with something unread. */
  note(rows: readonly TicketRow[]): void {
    if (!browser) return;
    for (const { ticket, unread } of rows) if (unread > 0) this.#arrived.set(ticket.id, ticket.seq);
    if (this.#arrived.size > 0) this.#timer ??= setTimeout(() => this.#tell(), RECEIPT_AFTER);
  }

  #tell(): void {
    this.#timer = null;
    for (const [ticket, seq] of this.#arrived) void this.#client.command('ticket.receive', { ticket, seq });
    this.#arrived.clear();
  }
}
