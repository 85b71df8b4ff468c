import { createContext } from 'svelte';

/** News of one kind within this time is spoken once, as its last sentence. */
const groupingMs = 1000;

/**
 * What the polite live region says. Give news that comes in bursts a `topic`: of one topic only the latest sentence is
 * spoken (`3 nuovi messaggi`, not one, two, three), different topics are spoken together.
 */
export class Announcer {
  /** What the region holds now. */
  text = $state('');
  #waiting = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Speaks a sentence soon; `topic` groups sentences that replace each other. */
  say(sentence: string, topic: string = sentence): void {
    this.#waiting.set(topic, sentence);
    this.#timer ??= setTimeout(() => this.#speak(), groupingMs);
  }

  #speak(): void {
    const sentences = [...this.#waiting.values()].join(' ');
    this.#waiting.clear();
    this.#timer = undefined;
    // The same words again must still be a change, or nothing is spoken.
    this.text = sentences === this.text ? `${sentences}\u00a0` : sentences;
  }
}

/** The announcer of the page, set by the root layout. */
export const [getAnnouncer, setAnnouncer] = createContext<Announcer>();
