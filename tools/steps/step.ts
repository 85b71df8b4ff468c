/**
 * Runs one step of a longer work and prints a line with its time: `✓ lint (1.2 s)`, or a cross and why.
 * @param work returns undefined when all is well, else what is wrong
 */
export async function step(title: string, work: () => Promise<string | undefined>): Promise<boolean> {
  const started = performance.now();
  const problem = await work().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problem === undefined ? '✓' : '✗'} ${title} (${seconds} s)`);
  if (problem !== undefined) console.log(problem.trimEnd());
  return problem === undefined;
}
