import { defaultTimeZone } from '../../text/time.ts';

const written = new Intl.DateTimeFormat('en-CA', { timeZone: defaultTimeZone, dateStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: defaultTimeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day of a moment where the provider is, as an address and a date field write it: `2026-03-29`. */
export function dayOf(moment: number): string {
  return written.format(moment);
}

/** The moment a day begins where the provider is, epoch milliseconds; undefined for what is no day. */
export function dayBegin(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const inLondon = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(inLondon) || new Date(inLondon).toISOString().slice(0, 10) !== day) return undefined;
  // Its clocks are one or two hours ahead, and never change around midnight.
  const [hours = 0, minutes = 0] = clock.format(inLondon).split(':').map(Number);
  return inLondon - (hours * 60 + minutes) * 60_000;
}

/** The moment a day ends: that at which the next one begins. */
export function dayEnd(day: string): number | undefined {
  const begin = dayBegin(day);
  return begin === undefined ? undefined : dayBegin(dayOf(begin + 30 * 60 * 60 * 1000));
}
