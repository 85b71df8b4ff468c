/** What a formatting button does to a text. */
export const formats = ['bold', 'code', 'list', 'link', 'heading', 'numbers', 'quote', 'table'] as const;
export type Format = (typeof formats)[number];

/** A text and what is selected in it, in UTF-16 code units. */
export interface Selection {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A piece to put in the place of `from`–`to`, and what is selected afterwards. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly piece: string;
  readonly selectFrom: number;
  readonly selectTo: number;
}

/** Puts signs around what is selected, or takes them away where they are already. */
function wrap({ text, from, to }: Selection, before: string, after: string): Replacement {
  const chosen = text.slice(from, to);
  const isInside =
    text.slice(from - before.length, from) === before && text.slice(to, to + after.length) === after;
  if (isInside) {
    const start = from - before.length;
    return {
      from: start,
      to: to + after.length,
      piece: chosen,
      selectFrom: start,
      selectTo: start + chosen.length,
    };
  }
  return {
    from,
    to,
    piece: before + chosen + after,
    selectFrom: from + before.length,
    selectTo: from + before.length + chosen.length,
  };
}

function code(selection: Selection): Replacement {
  const isSeveralLines = selection.text.slice(selection.from, selection.to).includes('\n');
  return isSeveralLines ? wrap(selection, '```\n', '\n```') : wrap(selection, '`', '`');
}

/** Begins the lines that the selection touches with a sign, or takes it away where all of them have it. */
function lines({ text, from, to }: Selection, sign: RegExp, begin: (index: number) => string): Replacement {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to) === -1 ? text.length : text.indexOf('\n', to);
  const touched = text.slice(start, end).split('\n');
  const haveIt = touched.every((line) => sign.test(line));
  const piece = touched
    .map((line, index) => (haveIt ? line.replace(sign, '$1') : begin(index) + line))
    .join('\n');
  return { from: start, to: end, piece, selectFrom: start + piece.length, selectTo: start + piece.length };
}

function link({ text, from, to }: Selection): Replacement {
  const chosen = text.slice(from, to);
  const isAddress = /^https?:\/\/\S+$/i.test(chosen);
  const piece = isAddress ? `[](${chosen})` : `[${chosen}](https://)`;
  // The caret goes where something is still missing: the words, or the address.
  const selectFrom = isAddress ? from + 1 : from + piece.length - 'https://)'.length;
  return { from, to, piece, selectFrom, selectTo: isAddress ? selectFrom : selectFrom + 'https://'.length };
}

const TABLE = ['|  |  |', '| --- | --- |', '|  |  |'].join('\n');

/** An empty table on lines of its own; the caret goes into its first cell. */
function table({ text, from, to }: Selection): Replacement {
  const isAtStart = text.slice(0, from).endsWith('\n\n') || from === 0;
  const before = isAtStart ? '' : '\n\n';
  const at = from + before.length + 2;
  return { from, to, piece: `${before}${TABLE}\n\n`, selectFrom: at, selectTo: at };
}

const doing: Readonly<Record<Format, (selection: Selection) => Replacement>> = {
  bold: (selection) => wrap(selection, '**', '**'),
  code,
  link,
  table,
  list: (selection) => lines(selection, /^(\s*)[-*] /u, () => '- '),
  numbers: (selection) => lines(selection, /^(\s*)\d+\. /u, (index) => `${index + 1}. `),
  heading: (selection) => lines(selection, /^(\s*)#{1,6} /u, () => '## '),
  quote: (selection) => lines(selection, /^(\s*)> ?/u, () => '> '),
};

/** What a format does to a selection. */
export function formatted(format: Format, selection: Selection): Replacement {
  return doing[format](selection);
}

/** Puts a piece into a field as if it had been typed: the browser's own undo takes it back, and whoever listens hears of it. */
export function replaceIn(
  field: HTMLTextAreaElement,
  { from, to, piece, selectFrom, selectTo }: Replacement,
): void {
  field.focus();
  field.setSelectionRange(from, to);
  // The editing command keeps the undo; where it is gone, the text still changes.
  if (!document.execCommand('insertText', false, piece)) {
    field.setRangeText(piece, from, to, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(selectFrom, selectTo);
}

/** Formats what is selected in a field. */
export function formatIn(field: HTMLTextAreaElement, wanted: Format): void {
  const { value: text, selectionStart: from, selectionEnd: to } = field;
  replaceIn(field, formatted(wanted, { text, from, to }));
}
