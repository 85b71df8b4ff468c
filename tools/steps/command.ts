import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** A command that comes with a package. */
export interface Command {
  /** The package, as found from apps/web or from the root. */
  package: string;
  /** The name of the command. */
  name: string;
  args: readonly string[];
  /** Where it runs, seen from the project's folder. */
  folder?: string;
}

/** How a command ended, and what it said on both channels in the order it said it. */
export interface Outcome {
  ok: boolean;
  output: string;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill();
});

/** Runs a command to its end and keeps what it says. */
export async function runCommand(root: string, command: Command): Promise<Outcome> {
  const child = await startCommand(root, command, 'pipe');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { ok: await endOf(child), output: stripVTControlCharacters(output) };
}

/** Runs a command to its end and shows what it says. Says whether it ended well. */
export async function showCommand(root: string, command: Command): Promise<boolean> {
  return await endOf(await startCommand(root, command, 'inherit'));
}

async function startCommand(
  root: string,
  command: Command,
  output: 'pipe' | 'inherit',
): Promise<ChildProcess> {
  const script = await scriptOf(root, command);
  const child = spawn(process.execPath, [script, ...command.args], {
    cwd: join(root, command.folder ?? '.'),
    env: { ...process.env, NODE_OPTIONS: '', ...(output === 'pipe' && { FORCE_COLOR: '0', NO_COLOR: '1' }) },
    stdio: ['ignore', output, output],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function endOf(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

const Manifest = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** The script behind the command, to be run by this very Node.js rather than through a shell. */
async function scriptOf(root: string, command: Command): Promise<string> {
  const folder = await packageFolder(root, command.package);
  const { bin } = Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const script = typeof bin === 'string' ? bin : bin[command.name];
  if (script === undefined) throw new Error(`The package ${command.package} has no command ${command.name}.`);
  return join(folder, script);
}

/** Not every package lets its package.json be resolved, so its folder is looked for where Node.js would look. */
async function packageFolder(root: string, name: string): Promise<string> {
  const places = createRequire(join(root, 'apps/web/package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    const folder = join(place, name);
    if (await readFile(join(folder, 'package.json')).catch(() => undefined)) return folder;
  }
  throw new Error(`The package ${name} is not installed.`);
}
