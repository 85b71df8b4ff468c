import type { Ring } from '@sportello/models';

/** Changes that are remembered at least. */
const REMEMBERED = 5_000;

interface Change {
  readonly ticket: string;
  /** Whom alone it concerns; null: everybody. */
  readonly person: string | null;
}

/**
 * The tickets that were touched, in the order they were: whoever keeps something derived from tickets asks what has to be
 * derived again. It is told by the bell; what this process has done itself is noted before it is acknowledged, so that
 * nobody misses their own act.
 */
export class Touched {
  readonly #changes: Change[] = [];
  #forgotten = 0;

  /** Where the present is; to be taken before a read begins. */
  get position(): number {
    return this.#forgotten + this.#changes.length;
  }

  /** Notes that a ticket grew; with a person, that only what they see of it changed. */
  note(ticket: string, person: string | null = null): void {
    this.#changes.push({ ticket, person });
    if (this.#changes.length < 2 * REMEMBERED) return;
    this.#changes.splice(0, REMEMBERED);
    this.#forgotten += REMEMBERED;
  }

  /** Notes what the bell tells. Entries and read positions have the ticket in their ids, so that deleted ones tell it too. */
  hear(ring: Ring | null): void {
    if (!ring) {
      this.lost();
      return;
    }
    const [ticket = '', person = ''] = ring.id.split(':');
    if (ring.collection === 'entries' || ring.collection === 'tombstones') this.note(ticket);
    if (ring.collection === 'readers') this.note(ticket, person);
  }

  /** Changes were missed: nobody knows any more what has changed since any moment before this. */
  lost(): void {
    this.#forgotten = this.position + 1;
    this.#changes.length = 0;
  }

  /** What changed for a person since a position; null when that is not remembered. */
  since(position: number, person: string): ReadonlySet<string> | null {
    if (position < this.#forgotten) return null;
    const changes = this.#changes.slice(position - this.#forgotten);
    return new Set(
      changes.flatMap((one) => (one.person === null || one.person === person ? [one.ticket] : [])),
    );
  }
}
