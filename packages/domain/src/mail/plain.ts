import type { Letter, LetterItem } from './letter.ts';

const block = (...lines: readonly (string | null)[]): string =>
  lines.filter((line) => line !== null && line !== '').join('\n');

function itemText({ who, when, isNote, body, changes }: LetterItem, note: string): string {
  return block(
    `${who} · ${when}${isNote ? ` · ${note}` : ''}`,
    body?.replace(/^(?=.)/gmu, '  ') ?? null,
    ...changes.map((change) => `  → ${change}`),
  );
}

/**
 * A letter as plain text.
 * @param note what marks an internal note
 */
export function plainText(letter: Letter, note: string): string {
  const { number, title, provider, lead, items, remark, button, reason, unsubscribe } = letter;
  return [
    block(number === null ? title : `#${number} ${title}`, lead),
    ...(remark === null ? [] : [remark]),
    ...items.map((item) => itemText(item, note)),
    block(`${button.label}:`, button.href),
    // The mark at which mail programs recognise a signature.
    block('-- ', provider.name, reason, unsubscribe && `${unsubscribe.label}: ${unsubscribe.href}`),
  ].join('\n\n');
}
