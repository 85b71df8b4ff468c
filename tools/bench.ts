/** `npm run bench`: builds if need be, then see bench/src/main.ts. */
import { dirname } from 'node:path';
import { ensureRedis, errorText, prepareServers } from '@sportello/services';
import { main } from '../bench/src/main.ts';
import { buildIfStale } from './supervisor/build.ts';

const root = dirname(import.meta.dirname);
const report = (text: string) => console.log(text);

try {
  await ensureRedis({ install: true, report });
  await prepareServers(report);
  await buildIfStale(root, report);
  process.exit(await main(root, process.argv.slice(2), report));
} catch (error) {
  report(errorText(error));
  process.exit(2);
}
