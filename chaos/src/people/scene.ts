import type { Chance } from '@sportello/models';
import type { History } from '../history/history.ts';

/** A ticket that people write to in a run. */
export interface Thread {
  readonly id: string;
  readonly company: string;
  /** Staff write notes to it, so that its two numberings differ. */
  readonly hasNotes: boolean;
  /** Who opened it and reads it only by mail. */
  readonly opener: { readonly id: string; readonly email: string };
}

/** What all devices of a run share. */
export interface Scene {
  readonly url: string;
  readonly password: string;
  readonly history: History;
  readonly chance: Chance;
  readonly threads: readonly Thread[];
  /** Highest acknowledged public number of each thread. */
  readonly heads: Map<string, number>;
}

/** Notes that a message is known to be saved. */
export function raiseHead({ heads }: Scene, thread: string, pub: number | null): void {
  if (pub !== null) heads.set(thread, Math.max(pub, heads.get(thread) ?? 0));
}

/** The log of a ticket that a side sees, by its name in the history: staff count their notes too. */
export function logName({ id, hasNotes }: Thread, isStaff: boolean): string {
  return isStaff && hasNotes ? `${id}:staff` : id;
}

/** A text that carries the key of the message where a person would see it twice: in the text itself. */
export function textWithKey(text: string, key: string): string {
  return `${text} #${key}`;
}

/** The key a text carries; null for a text from elsewhere. */
export function keyInText(text: string | null): string | null {
  return /#([0-9a-f-]{36})$/u.exec(text ?? '')?.[1] ?? null;
}
