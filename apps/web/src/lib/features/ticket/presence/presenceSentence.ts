import type { Presence, Side } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';

const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** First names as one phrase; beyond three only how many they are. */
function namesOf(people: readonly Presence[]): string {
  const names = people.slice(0, 3).map(({ name }) => firstName(name));
  const more = people.length - names.length;
  return new Intl.ListFormat(getLocale()).format(
    more > 0 ? [...names, m.presence_more({ count: more })] : names,
  );
}

/**
 * What others are doing on a ticket, the most telling thing first: who writes, then who writes a note, then who looks.
 * @param others one presence a person; a note being written never reaches a customer, so it need not be hidden here
 * @returns an empty text when nobody else is there
 */
export function presenceSentence(others: readonly Presence[]): string {
  const by = (kind: Presence['kind']): Presence[] => others.filter((one) => one.kind === kind);
  const writing = by('writing');
  if (writing.length > 0) return m.presence_writing({ count: writing.length, names: namesOf(writing) });
  const noting = by('writing_note');
  if (noting.length > 0) return m.presence_noting({ count: noting.length, names: namesOf(noting) });
  const viewing = by('viewing');
  return viewing.length > 0 ? m.presence_viewing({ count: viewing.length, names: namesOf(viewing) }) : '';
}

/** Colleagues who are answering right now: whoever begins to write an answer too is warned. */
export function answeringColleagues(others: readonly Presence[], mySide: Side): string {
  const colleagues =
    mySide === 'staff' ? others.filter(({ side, kind }) => side === 'staff' && kind === 'writing') : [];
  return colleagues.length > 0
    ? m.presence_answering({ count: colleagues.length, names: namesOf(colleagues) })
    : '';
}
