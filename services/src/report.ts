/** Takes one line of text for the person who waits. */
export type Report = (text: string) => void;

/**
 * Says every few seconds that work goes on, with the seconds it has taken, until it is done.
 * @param text what goes on, without a full stop
 */
export async function reportWhile<T>(
  work: Promise<T>,
  text: string,
  report?: Report,
  every = 5000,
): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    report?.(`${text}… ${Math.round((Date.now() - started) / 1000)} s`);
  }, every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
