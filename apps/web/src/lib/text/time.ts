/** Times are told in the provider's zone: its hours are the ones promised, and server and browser print the same. */
export const defaultTimeZone = 'Europe/Rome';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Moment = Date | number | string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Made once: making one costs a hundred times what using it does. */
function unitFormat(
  locale: string,
  unit: 'second' | 'minute' | 'hour' | 'day',
  unitDisplay: 'narrow' | 'short' | 'long',
): Intl.NumberFormat {
  const key = `${locale} ${unit} ${unitDisplay}`;
  const made = numberFormats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
  numberFormats.set(key, made);
  return made;
}

/** Days are written narrow (`3 gg`), since their short form is the whole word. */
function inUnit(value: number, unit: 'minute' | 'hour' | 'day', locale: string): string {
  const parts = unitFormat(locale, unit, unit === 'day' ? 'narrow' : 'short').formatToParts(value);
  return parts
    .filter(({ type }) => type !== 'literal')
    .map((part) => part.value)
    .join('\u00a0');
}

/** A length of time in one short unit: `2 min`, `1 h`, `3 gg`. Negative lengths keep their sign (`−12 min`). */
export function shortDuration(milliseconds: number, locale: string): string {
  const size = Math.abs(milliseconds);
  const sign = milliseconds <= -minute ? '−' : '';
  if (size < hour) return sign + inUnit(Math.floor(size / minute), 'minute', locale);
  if (size < day) return sign + inUnit(Math.floor(size / hour), 'hour', locale);
  return sign + inUnit(Math.floor(size / day), 'day', locale);
}

/** A time to wait in whole words, rounded up: `30 secondi`, `2 minuti`. */
export function waitingTime(milliseconds: number, locale: string): string {
  const long = (value: number, unit: 'second' | 'minute' | 'hour') =>
    unitFormat(locale, unit, 'long').format(Math.ceil(value));
  if (milliseconds <= minute) return long(Math.max(1, milliseconds / second), 'second');
  if (milliseconds <= hour) return long(milliseconds / minute, 'minute');
  return long(milliseconds / hour, 'hour');
}

/** How long ago, or in how long, in a sentence: `2 minuti fa`, `tra 3 ore`, `ora`. */
export function relativeTime(at: Moment, now: number, locale: string): string {
  const distance = new Date(at).getTime() - now;
  const size = Math.abs(distance);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (size < minute) return words.format(0, 'second');
  if (size < hour) return words.format(Math.trunc(distance / minute), 'minute');
  if (size < day) return words.format(Math.trunc(distance / hour), 'hour');
  return words.format(Math.trunc(distance / day), 'day');
}

/** Hours and minutes: `09:04`. */
export function clockTime(at: Moment, locale: string, timeZone = defaultTimeZone): string {
  return format(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    new Date(at),
  );
}

/** Hours, minutes and seconds: `09:04:31`. */
export function exactTime(at: Moment, locale: string, timeZone = defaultTimeZone): string {
  return format(locale, { timeStyle: 'medium', hourCycle: 'h23', timeZone }).format(new Date(at));
}

/** Everything, for hover and print: `domenica 22 novembre 2026 alle ore 09:04:31`. */
export function fullTime(at: Moment, locale: string, timeZone = defaultTimeZone): string {
  return format(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23', timeZone }).format(
    new Date(at),
  );
}

/** A day without its year when that is this year's: `22 novembre`, `3 marzo 2025`. */
export function dayDate(at: Moment, now: number, locale: string, timeZone = defaultTimeZone): string {
  const year = format(locale, { year: 'numeric', timeZone });
  const sameYear = year.format(new Date(at)) === year.format(now);
  const options = { day: 'numeric', month: 'long', timeZone } as const;
  return format(locale, sameYear ? options : { ...options, year: 'numeric' }).format(new Date(at));
}

/** A day with its weekday, without its year when that is this year's: `domenica 22 novembre`. */
export function weekdayDate(at: Moment, now: number, locale: string, timeZone = defaultTimeZone): string {
  const year = format(locale, { year: 'numeric', timeZone });
  const sameYear = year.format(new Date(at)) === year.format(now);
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
  return format(locale, sameYear ? options : { ...options, year: 'numeric' }).format(new Date(at));
}

/** The same value for all moments of one calendar day, for day separators: `2026-11-22`. */
export function dayKey(at: Moment, timeZone = defaultTimeZone): string {
  return format('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(
    new Date(at),
  );
}
