import { ensureRedis, prepareServers, type Report } from '@sportello/services';
import { ensureEmojiFont, findChromium } from '../../e2e/src/browser.ts';

/**
 * Fetches and installs what the tests need on this machine, so that no test has to wait for it.
 * @param browser whether pages are tested too
 * @throws {ServiceError} what is missing and how to get it
 */
export async function prepareTests(browser: boolean, report: Report): Promise<void> {
  await ensureRedis({ install: true, report });
  await prepareServers(report);
  if (!browser) return;
  await findChromium(report);
  await ensureEmojiFont(report);
}
