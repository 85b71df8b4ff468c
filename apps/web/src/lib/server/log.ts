/**
 * Writes one line of JSON to the process's log; line breaks in what is told stay inside the line.
 * @param fields what happened; never secrets, never what a user typed
 */
export function logFault(fields: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', ...fields })}\n`);
}
