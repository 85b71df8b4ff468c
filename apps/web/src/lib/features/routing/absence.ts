import type { Absence } from '@sportello/core';
import * as m from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

/** A calendar day as one reads it, `14 agosto 2026`; it lies in no time zone. */
function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** From when until when somebody is away, in words. */
export function absenceWords({ from, to }: Absence): string {
  return from === to
    ? m.absence_on({ day: dayWords(from) })
    : m.absence_from_to({ from: dayWords(from), to: dayWords(to) });
}

/** Reads the form: whoever is away from a day without an end is away on that day; nothing at all means that they are there. */
export function readAbsence(form: FormData, today: string): { readonly away: Absence | null } {
  const day = (name: string): string => String(form.get(name) ?? '').trim();
  if (form.has('back')) return { away: null };
  const from = day('from') || today;
  return { away: { from, to: day('to') || from } };
}
