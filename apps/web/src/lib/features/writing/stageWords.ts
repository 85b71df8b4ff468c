import type { ManuscriptStage } from '@sportello/core';
import * as m from '$lib/paraglide/messages';
import type { Tone } from '$lib/ui/tone';

/** What of a manuscript says where it stands. */
export interface Standing {
  readonly stage: ManuscriptStage;
  /** Readers read a version of it. */
  readonly isLive: boolean;
  readonly wasPublished: boolean;
}

/** Where a manuscript stands, in words and in a tone. */
export function stageWords({ stage, isLive, wasPublished }: Standing): { words: string; tone: Tone } {
  if (stage === 'review') return { words: m.writing_stage_review(), tone: 'amber' };
  if (stage === 'scheduled') return { words: m.writing_stage_scheduled(), tone: 'violet' };
  if (stage === 'published') return { words: m.writing_stage_published(), tone: 'accent' };
  if (isLive) return { words: m.writing_stage_changed(), tone: 'blue' };
  return wasPublished
    ? { words: m.writing_stage_withdrawn(), tone: 'red' }
    : { words: m.writing_stage_draft(), tone: 'neutral' };
}

/** The lists of manuscripts that writers choose from. */
export const shelves = ['all', 'draft', 'review', 'scheduled', 'published', 'withdrawn'] as const;
export type ShelfName = (typeof shelves)[number];

/** True when a manuscript stands on a shelf. One that is read and rewritten stands on two. */
export function isOn(shelf: ShelfName, { stage, isLive, wasPublished }: Standing): boolean {
  if (shelf === 'all') return true;
  if (shelf === 'published') return isLive;
  if (shelf === 'withdrawn') return wasPublished && !isLive && stage === 'draft';
  return shelf === 'draft' ? stage === 'draft' && (isLive || !wasPublished) : stage === shelf;
}

/** What a shelf is called. */
export function shelfName(shelf: ShelfName): string {
  const names: Record<ShelfName, () => string> = {
    all: m.writing_shelf_all,
    draft: m.writing_shelf_draft,
    review: m.writing_shelf_review,
    scheduled: m.writing_shelf_scheduled,
    published: m.writing_shelf_published,
    withdrawn: m.writing_shelf_withdrawn,
  };
  return names[shelf]();
}
