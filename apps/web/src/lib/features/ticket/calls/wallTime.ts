/** What a `datetime-local` field shows of a moment, in the time zone of whoever looks. */
export function wallTime(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}

/** The moment that such a field means; null where it holds none. */
export function momentOf(wall: string): number | null {
  const at = new Date(wall).getTime();
  return Number.isNaN(at) ? null : at;
}
