/** `npm run docs`: writes the pages of docs/generated again from the code they describe. */
import { writeFile } from 'node:fs/promises';
import { generatedPages } from './docs/pages.ts';

for (const [name, page] of Object.entries(generatedPages)) {
  await writeFile(new URL(`../docs/generated/${name}`, import.meta.url), page());
  console.log(`docs/generated/${name}`);
}
