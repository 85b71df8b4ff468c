import { html, Markup } from './markup.ts';

const CODE = 'font-family:Consolas,Menlo,monospace;font-size:13px';

/** What people mark in a line with the buttons of the composer: bold, code, a link under words. */
const marked = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/u;

function pieceHtml(piece: string): Markup {
  if (!marked.test(piece)) return html`${piece}`;
  if (piece.startsWith('**')) return html`<strong>${piece.slice(2, -2)}</strong>`;
  if (piece.startsWith('`')) return html`<code style="${new Markup(CODE)}">${piece.slice(1, -1)}</code>`;
  const [, words = '', address = ''] = /^\[(.+)\]\((.+)\)$/u.exec(piece) ?? [];
  // Where a link leads is read before it is followed.
  return html`${words} (${address})`;
}

function lineHtml(line: string): Markup {
  const item = /^\s*[-*] (.*)$/u.exec(line);
  const pieces = (item?.[1] ?? line).split(marked).map(pieceHtml);
  return item ? html`•&nbsp;${pieces}` : html`${pieces}`;
}

/**
 * A message of several lines as HTML, with what people format in it: bold, lists, code and links. It makes lines and words
 * only, so that nothing in it reaches out of the cell that it stands in.
 */
export function formatted(text: string): Markup {
  let isCode = false;
  const lines = text.split('\n').flatMap((line) => {
    if (/^```\w*\s*$/u.test(line)) {
      isCode = !isCode;
      return [];
    }
    return [
      isCode ? html`<code style="${new Markup(CODE)};white-space:pre-wrap">${line}</code>` : lineHtml(line),
    ];
  });
  return html`${lines.map((line, index) => (index === 0 ? line : html`<br>${line}`))}`;
}
