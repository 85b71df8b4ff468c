/** Milliseconds after which somebody who has an article in view is reading it. */
const READING_AFTER = 3_000;

/**
 * Tells the server that an article is being read, once it has been in view for a moment: what fetches pages without showing
 * them never does. Answers the function that gives up.
 * @param address of the article
 */
export function countReading(address: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
  const tell = () => {
    stop();
    // Whether it is counted changes nothing for the reader.
    fetch(`${address}/seen`, { method: 'POST', keepalive: true }).catch(() => undefined);
  };
  function look() {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') timer = setTimeout(tell, READING_AFTER);
  }
  document.addEventListener('visibilitychange', look);
  look();
  return stop;
}
