import { createContext } from 'svelte';

/** How often relative times move on. */
const tickMs = 20_000;

/** The time of the page: one tick moves every relative time. Starts at the server's rendering time (milliseconds). */
export class Clock {
  now = $state(0);

  constructor(now: number) {
    this.now = now;
  }

  /** Ticks from now on; returns what stops it. Browser only. */
  start(): () => void {
    this.now = Date.now();
    const timer = setInterval(() => {
      this.now = Date.now();
    }, tickMs);
    return () => clearInterval(timer);
  }
}

/** The clock of the page, set by the root layout. */
export const [getClock, setClock] = createContext<Clock>();
