/** Characters that can mean something to Markdown, or to HTML, wherever they stand. */
const speaking = /[`*_[\]<>&~|\\@"]|https?:|www\./iu;

/** Beginnings of a line that mean something: heading, list, rule, underline of a heading, indented code. */
const speakingLine = /^(?: {0,3}(?:#{1,6}(?:\s|$)|[-+=]|\d{1,9}[.)](?:\s|$))| {4}|\t| {1,3}\t)/mu;

/**
 * Whether Markdown would find nothing to do in a text but its lines and paragraphs. Most messages are such, and then
 * the parser is not needed at all.
 */
export function isPlainText(text: string): boolean {
  return !speaking.test(text) && !speakingLine.test(text) && !/[\r\0]/u.test(text);
}

/** A text of which {@link isPlainText} holds, as the HTML the parser would make of it. */
export function plainTextToHtml(text: string): string {
  const paragraphs = text.split(/\n(?:[ \t]*\n)+/u);
  return paragraphs
    .map((paragraph) => paragraph.split('\n').map((line) => line.replace(/^[ \t]+|[ \t]+$/gu, '')))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => `<p>${lines.join('<br>\n')}</p>`)
    .join('\n');
}
