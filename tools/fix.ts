/** `npm run fix`: formats every file and corrects what can be corrected safely. File names narrow it down. */
import { dirname } from 'node:path';
import { showCommand } from './steps/command.ts';

const files = process.argv.slice(2);
const args = ['check', '--write', ...files];
const ok = await showCommand(dirname(import.meta.dirname), {
  package: '@biomejs/biome',
  name: 'biome',
  args,
});
process.exitCode = ok ? 0 : 1;
