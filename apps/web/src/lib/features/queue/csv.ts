/** Marks a file as UTF-8 for spreadsheets. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for the beginning of a formula, in its own and in full width, also behind blanks. */
const formula = /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]/u;

/** A cell as text and nothing else: quoted, and kept from being calculated. */
function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const isCalculated = formula.test(text) || /^[\t\r\n]/.test(text);
  return `"${(isCalculated ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** A line of a table as Italian spreadsheets open it: cells parted by semicolons. */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}
