/** `npm run chaos`: builds the server if need be, then see chaos/src/main.ts. */
import { dirname } from 'node:path';
import { ensureRedis, errorText, prepareServers } from '@sportello/services';
import { main } from '../chaos/src/main.ts';
import { showCommand } from './steps/command.ts';

const root = dirname(import.meta.dirname);
const report = (text: string) => console.log(text);

try {
  await ensureRedis({ install: true, report });
  await prepareServers(report);
  const isBuilt = await showCommand(root, {
    package: 'typescript',
    name: 'tsc',
    args: ['-b', 'apps/realtime'],
  });
  process.exit(isBuilt ? await main(root, process.argv.slice(2)) : 1);
} catch (error) {
  report(errorText(error));
  process.exit(2);
}
