import { countCharacters, firstCharacters } from './text.ts';

/** Longest file name that is kept, in user-perceived characters. */
const NAME_LIMIT = 120;
/** Longest ending that is taken for one. */
const EXTENSION_LIMIT = 12;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is taken out
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\p{Cf}\p{Co}\p{Surrogate}\u2028\u2029\ufeff]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/** The ending of a file name with its dot, as far as it looks like one; empty otherwise. */
export function extensionOf(name: string): string {
  const ending = /\.[\p{L}\p{N}]+$/u.exec(name)?.[0] ?? '';
  return ending.length > EXTENSION_LIMIT || ending === name ? '' : ending;
}

function shortened(name: string): string {
  if (countCharacters(name, NAME_LIMIT + 1) <= NAME_LIMIT) return name;
  const ending = extensionOf(name);
  const kept = firstCharacters(name, NAME_LIMIT - ending.length - 1);
  return `${kept.trimEnd()}…${ending}`;
}

/**
 * A file name that is safe to show and to save under, on every system: no path, nothing unseen, nothing reserved.
 * It is data alone; what is stored is found by its id.
 * @param raw what the browser sent
 */
export function cleanFileName(raw: string): string {
  const last = raw.slice(0, 4_096).normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const name = last
    .replace(/[\t\r\n]+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  if (name === '') return 'file';
  return shortened(RESERVED.test(name) ? `_${name}` : name);
}

/** The same files, those of one name told apart by a number. */
export function withDistinctNames<T extends { readonly name: string }>(files: readonly T[]): T[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const ending = extensionOf(file.name);
    const stem = ending ? file.name.slice(0, -ending.length) : file.name;
    let { name } = file;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${stem} (${number})${ending}`;
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}
