/** What to call a file when it is saved, in letters that every browser and every proxy lets through (RFC 6266, RFC 8187). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Has who asks the very content already, as its `If-None-Match` says? */
export function isKnown(headers: { readonly 'if-none-match'?: string | undefined }, tag: string): boolean {
  const known = headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
  return known.includes(tag);
}

/** Bytes from `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of a file that is asked for; null: all of it. Several parts at once, what cannot be read, and a part of a file
 * that is another one by now are answered with all of it, as RFC 9110 allows.
 */
export function rangeOf(
  headers: { readonly range?: string | undefined; readonly 'if-range'?: string | string[] | undefined },
  file: { readonly size: number; readonly digest: string },
): ByteRange | 'unsatisfiable' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '');
  const condition = headers['if-range'];
  if (!asked || (condition !== undefined && condition !== `"${file.digest}"`)) return null;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, file.size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? file.size : Math.min(file.size, Number(to) + 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return start < end ? { start, end } : 'unsatisfiable';
}
