/** Browsers by what they say of themselves; those first whose words others borrow. */
const browsers = [
  ['Edge', /\bEdgA?\//u],
  ['Opera', /\bOPR\//u],
  ['Samsung Internet', /\bSamsungBrowser\//u],
  ['Firefox', /\b(?:Firefox|FxiOS)\//u],
  ['Chrome', /\b(?:Chrome|CriOS)\//u],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//u],
] as const;

const systems = [
  ['Windows', /\bWindows NT\b/u],
  ['Android', /\bAndroid\b/u],
  ['iPhone', /\biPhone\b/u],
  ['iPad', /\biPad\b/u],
  ['macOS', /\bMac OS X\b/u],
  ['Linux', /\bLinux\b/u],
] as const;

/**
 * A device in words that a person recognises, made of names of our own: what a browser says of itself is anybody's to write.
 * @returns an empty text where nothing is recognised
 */
export function deviceWords(userAgent: string): string {
  const named = (known: readonly (readonly [string, RegExp])[]): string[] =>
    known
      .filter(([, words]) => words.test(userAgent))
      .slice(0, 1)
      .map(([name]) => name);
  return [...named(browsers), ...named(systems)].join(', ');
}
