import type { Drafts } from '$lib/live/drafts';

/** Under what name they are kept. */
const NAME = 'searches';
/** Searches that are offered again. */
const MOST = 6;
/** Longest one worth offering: what is longer is a description, which nobody searches for twice. */
const LONGEST = 100;

function read(kept: string): string[] {
  try {
    const list: unknown = JSON.parse(kept || '[]');
    return Array.isArray(list) ? list.filter((q) => typeof q === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/**
 * What somebody searched for last, on this device alone, apart for each company they act for; signing out forgets it with
 * everything else the device keeps for them.
 */
export class RecentSearches {
  readonly #device: Pick<Drafts, 'read' | 'write'>;

  constructor(device: Pick<Drafts, 'read' | 'write'>) {
    this.#device = device;
  }

  /** Newest first. */
  list(): string[] {
    return read(this.#device.read(NAME));
  }

  /** Keeps a search that has led somewhere; one that is there already comes to the front. */
  keep(text: string): string[] {
    const q = text.trim();
    if (q === '' || q.length > LONGEST) return this.list();
    const others = this.list().filter((other) => other.toLowerCase() !== q.toLowerCase());
    const list = [q, ...others].slice(0, MOST);
    this.#device.write(NAME, JSON.stringify(list));
    return list;
  }

  forget(): void {
    this.#device.write(NAME, '');
  }
}
