import * as z from 'zod/mini';
import { id, position } from './fields.ts';
import { countCharacters } from './text.ts';

/** What may be attached, for the whole installation: told before one chooses, and enforced while it arrives. */
export const attachmentLimits = {
  /** Most bytes of one file. */
  size: 25 * 1024 * 1024,
  /** Most files of one message. */
  number: 10,
  /** Files that one person may have uploaded and not sent yet, and their bytes together. */
  pendingNumber: 40,
  pendingSize: 500 * 1024 * 1024,
  /** Milliseconds that a file waits to be sent before it is removed. */
  pendingFor: 24 * 60 * 60 * 1_000,
  /** Longest description of a file, in user-perceived characters. */
  description: 200,
} as const;

/** Most pixels of a picture that is shown: a bigger one is only downloaded. */
export const PICTURE_PIXELS = 40_000_000;

/** A file as the entry that carries it tells: the content is fetched by its id. */
export const attachment = z.strictObject({
  id,
  name: z.string(),
  /** Media type found in the content, whatever the name says. */
  type: z.string(),
  size: position,
  description: z.nullable(z.string()),
  /** Pixels of a picture that can be shown, as it is seen; null for everything else. */
  width: z.nullable(position),
  height: z.nullable(position),
});
/** See {@link attachment}. */
export type Attachment = z.infer<typeof attachment>;

/** What an upload answers: the file, not yet part of anything. */
export const uploaded = z.omit(attachment, { description: true });
/** See {@link uploaded}. */
export type Uploaded = z.infer<typeof uploaded>;

/** Pictures that a browser may show without harm. */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** True for what a browser may show by itself; everything else is only ever downloaded. */
export function isShownInline(type: string): boolean {
  return pictureTypes.includes(type) || type === 'application/pdf';
}

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
  const segments = [
    ...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.slice(0, 4_096)),
  ];
  const kept = segments.slice(0, NAME_LIMIT - ending.length - 1).map(({ segment }) => segment);
  return `${kept.join('').trimEnd()}…${ending}`;
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
