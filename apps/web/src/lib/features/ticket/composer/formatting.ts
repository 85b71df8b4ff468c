/** What a formatting button does to a text. */
export const formats = ['bold', 'code', 'list', 'link'] as const;
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

/** Makes list items of the lines that the selection touches, or lines of the items. */
function list({ text, from, to }: Selection): Replacement {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to) === -1 ? text.length : text.indexOf('\n', to);
  const lines = text.slice(start, end).split('\n');
  const isList = lines.every((line) => /^\s*[-*] /.test(line));
  const piece = lines.map((line) => (isList ? line.replace(/^(\s*)[-*] /, '$1') : `- ${line}`)).join('\n');
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

/** What a format does to a selection. */
export function formatted(format: Format, selection: Selection): Replacement {
  if (format === 'bold') return wrap(selection, '**', '**');
  if (format === 'code') return code(selection);
  return format === 'list' ? list(selection) : link(selection);
}
