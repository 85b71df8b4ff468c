import type { DueWords } from '$lib/text/dueWords';
import type { Tone } from '$lib/ui/tone';

/** Where a ticket stands, for either side. */
export interface Standing {
  readonly staff: { readonly word: string; readonly tone: Tone };
  readonly customer: { readonly word: string; readonly tone: Tone };
  readonly due: DueWords | null;
}

/** Something that happens at a moment. */
export interface Happening {
  readonly at: number;
  readonly when: string;
  readonly who: string;
  readonly did: string;
}

/** One step as it is shown. */
export interface ShownStep extends Happening {
  readonly refusal: string | null;
  readonly standing: Standing | null;
  /** Whether it changed where the ticket stands. */
  readonly isMove: boolean;
  readonly mails: readonly { readonly text: string; readonly subject: string }[];
}

/** A replay in words. */
export interface ReplayView {
  readonly clock: number;
  readonly when: string;
  readonly first: number;
  readonly last: number;
  readonly steps: readonly ShownStep[];
  readonly later: readonly Happening[];
  readonly coming: readonly { readonly when: string; readonly did: string }[];
  readonly now: Standing | null;
  readonly held: boolean;
  /** What the real ticket is called now, where it is another state. */
  readonly real: string | null;
  /** Where the clock may be moved to; null: nothing is there. */
  readonly moments: {
    readonly hour: number;
    readonly workingDay: number;
    readonly next: number | null;
    readonly previous: number | null;
  };
}
