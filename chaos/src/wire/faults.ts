/** What a wire does to the connections it carries. Chances are 0 to 1, times milliseconds. */
export interface WireFaults {
  /** Added to every piece, and up to as much again by chance. */
  readonly delay: number;
  /** Chance that a piece waits as long as a lost packet takes to be sent again. */
  readonly stall: number;
  /** Chance that a piece takes its connection down with it. */
  readonly reset: number;
  /** Chance that the answer to a command is swallowed and its connection cut: it was carried out, and nobody knows. */
  readonly cutAnswer: number;
  /** Pushes of entries that are still to be swallowed, one by one. */
  readonly dropPushes: number;
  /** Swallow every head beacon: what a server without one would do. */
  readonly dropHeads: boolean;
}

/** A wire that only carries. */
export const calm: WireFaults = {
  delay: 0,
  stall: 0,
  reset: 0,
  cutAnswer: 0,
  dropPushes: 0,
  dropHeads: false,
};

/** What a wire has done so far: the proof that a fault bit. */
export interface WireCounts {
  connections: number;
  stalled: number;
  reset: number;
  cutAnswers: number;
  /** Commands that came again with the key of a swallowed answer. */
  repeats: number;
  droppedPushes: number;
  droppedHeads: number;
  /** Bytes that vanished in frozen connections. */
  frozenBytes: number;
}

/** A wire that has done nothing yet. */
export function noCounts(): WireCounts {
  return {
    connections: 0,
    stalled: 0,
    reset: 0,
    cutAnswers: 0,
    repeats: 0,
    droppedPushes: 0,
    droppedHeads: 0,
    frozenBytes: 0,
  };
}
