/*
 * What parsing costs, in microseconds on a slow core, measured mark by mark. Markdown parsers are quadratic in some of
 * their marks; a text is priced in one cheap pass first, and one that is too dear is shown as it was typed.
 */
const perCharacter = 1;
const perLine = 60;
const perBlankLine = 10;
const perFilledCell = 40;
const perFencedLine = 8;

/* Quadratic: each of these is compared with all others like it, or with all levels it lies in. */
const perSetextPair = 0.2;
const perEmphasisPair = 0.1;
const perLevelPair = 1;

const marks: Readonly<Record<string, number>> = {
  '*': 20,
  _: 20,
  '~': 60,
  '[': 30,
  ']': 30,
  '!': 5,
  '`': 25,
  '<': 30,
  '&': 20,
  '\\': 9,
  '|': 35,
  '@': 70,
  '^': 150,
  ' ': 2,
};

const links = /https?:|www\.|\]\(/giu;
const perLink = 100;

const lineStart = /^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]*)*/u;
const perIndent = 5;
const perQuote = 30;
const perListMark = 110;

const fenceStart = /^(`{3,})[^`]*$|^(~{3,})/u;
const htmlStart = /^ {0,3}</u;
const setextLine = /^[ \t>]*(?:=+|-+)[ \t]*$/u;

/** Quotes, list marks and indentation at the head of a line: each opens a level that all lines below must match. */
function headCost(line: string): number {
  let cost = 0;
  let levels = 0;
  for (const character of lineStart.exec(line)?.[0] ?? '') {
    const blank = character === ' ' || character === '\t';
    if (!blank) levels++;
    if (blank) cost += perIndent;
    else cost += character === '>' ? perQuote : perListMark;
  }
  return cost + levels * levels * perLevelPair;
}

function markCost(line: string): number {
  let cost = 0;
  for (let index = 0; index < line.length; index++) cost += marks[line.charAt(index)] ?? 0;
  return cost + (line.match(links)?.length ?? 0) * perLink;
}

/** Text inside a fence is copied, not parsed. A fence is believed only where no HTML block could have swallowed it. */
class Fences {
  #open: string | undefined;
  #doubtful = false;

  /** Whether this line is fenced text. */
  covers(line: string): boolean {
    if (this.#open !== undefined) {
      const closing = line.startsWith(this.#open) && line.replaceAll(this.#open.charAt(0), '').trim() === '';
      if (closing) this.#open = undefined;
      return true;
    }
    this.#doubtful ||= htmlStart.test(line);
    const start = this.#doubtful ? null : fenceStart.exec(line);
    this.#open = start?.[1] ?? start?.[2];
    return false;
  }
}

/** What the rows of all tables together cost for being filled up to the widest. */
class Tables {
  #rows = 0;
  #cells = 0;
  #widest = 0;

  add(line: string): void {
    const columns = line.split('|').length - 1;
    if (columns === 0) return;
    this.#rows++;
    this.#cells += columns;
    this.#widest = Math.max(this.#widest, columns);
  }

  fillingCost(): number {
    return (this.#rows * this.#widest - this.#cells) * perFilledCell;
  }
}

/** An estimate, in microseconds, of what parsing this text takes; it errs upwards for texts nobody writes. */
export function markdownCost(text: string): number {
  const fences = new Fences();
  const tables = new Tables();
  let cost = text.length * perCharacter;
  let setext = 0;
  for (const line of text.split(/\r\n|[\n\r]/u)) {
    if (fences.covers(line)) {
      cost += perFencedLine;
    } else if (line.trim() === '') {
      cost += perBlankLine;
    } else {
      cost += perLine + headCost(line) + markCost(line);
      if (setextLine.test(line)) setext++;
      tables.add(line);
    }
  }
  const emphasis = text.match(/[*_~]/gu)?.length ?? 0;
  return cost + tables.fillingCost() + setext ** 2 * perSetextPair + emphasis ** 2 * perEmphasisPair;
}
