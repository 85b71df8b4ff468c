import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../supervisor/sources.ts';
import { type Command, runCommand } from './command.ts';
import { step } from './step.ts';

const WEB = 'apps/web';

const TYPES: Command = { package: 'typescript', name: 'tsc', args: ['-b'] };
const KIT: Command = { package: '@sveltejs/kit', name: 'svelte-kit', args: ['sync'], folder: WEB };
const SVELTE: Command = {
  package: 'svelte-check',
  name: 'svelte-check',
  args: ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  folder: WEB,
};
const LINT: Command = {
  package: '@biomejs/biome',
  name: 'biome',
  args: ['check', '--error-on-warnings', '--max-diagnostics=200', '--colors=off'],
};
const UNUSED: Command = { package: 'knip', name: 'knip', args: ['--no-progress'] };

/**
 * Checks everything that can be checked without running it, a printed line each: types, pages, style with the import
 * rules, and what nobody uses.
 * @returns how many of the checks failed
 */
export async function check(root: string): Promise<number> {
  const results = [
    await step('types', () => problems(root, TYPES)),
    await step('types of the pages', () => checkPages(root)),
    await step('style, import rules and cycles', () => problems(root, LINT)),
    await step('unused code and dependencies', () => problems(root, UNUSED)),
  ];
  return results.filter((ok) => !ok).length;
}

async function checkPages(root: string): Promise<string | undefined> {
  await compileMessages(root);
  return (await problems(root, KIT)) ?? (await problems(root, SVELTE));
}

async function problems(root: string, command: Command): Promise<string | undefined> {
  const { ok, output } = await runCommand(root, command);
  return ok ? undefined : output;
}

const MESSAGES: Command = {
  package: '@inlang/paraglide-js',
  name: 'paraglide-js',
  args: [
    ...['compile', '--silent', '--project', './project.inlang', '--outdir', './src/lib/paraglide'],
    ...['--strategy', 'cookie', 'preferredLanguage', 'baseLocale', '--emit-ts-declarations'],
  ],
  folder: WEB,
};

/** The pages are typed against the compiled messages, which a fresh clone does not have yet. */
async function compileMessages(root: string): Promise<void> {
  const folder = join(root, WEB, 'src/lib/paraglide');
  const stamp = join(folder, '.compiled-from');
  const sources = await fingerprint(root, ['messages', `${WEB}/project.inlang/settings.json`]);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  const problem = await problems(root, MESSAGES);
  if (problem !== undefined) throw new Error(problem);
  await mkdir(folder, { recursive: true });
  await writeFile(stamp, sources);
}
