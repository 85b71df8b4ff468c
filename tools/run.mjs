/**
 * The one entry of all npm scripts: `node tools/run.mjs NAME …`. Plain JavaScript without dependencies, since it runs
 * before they are installed. It checks Node, installs what is missing, and runs tools/NAME.ts.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NAMES = ['start', 'dev', 'test', 'check', 'fix', 'seed', 'reindex', 'bench', 'chaos', 'docs'];
const NODE = [20, 19];

const [name, ...args] = process.argv.slice(2);
if (!NAMES.includes(name)) fail(`There is no "${name}". Say one of: ${NAMES.join(', ')}.`);
checkNode();
if (!isInstalled()) await install();
process.exitCode = await run(process.execPath, [
  '--conditions=development',
  '--import',
  'tsx',
  join(ROOT, 'tools', `${name}.ts`),
  ...args,
]);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  fail(
    `Sportello needs Node.js ${NODE.join('.')} or newer, and this is ${process.versions.node}. Install a newer Node.js and start again.`,
  );
}

/** Whether every package of the lock file is installed at its version; npm writes its own list when it is done. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
    const found = JSON.parse(readFileSync(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, { link, version, optional, devOptional }]) => {
      if (!path.includes('node_modules/') || link) return true;
      // What is optional may belong to another platform.
      return found[path] ? found[path].version === version : Boolean(optional || devOptional);
    });
  } catch {
    return false;
  }
}

async function install() {
  say('Installing the dependencies. The first time takes about a minute.');
  const started = Date.now();
  const timer = setInterval(() => say(`Installing the dependencies… ${seconds(started)} s`), 10_000);
  const npm = process.env.npm_execpath;
  // Building and testing need the development dependencies, also where NODE_ENV says production.
  const command = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...command])
    : await run('npm', command);
  clearInterval(timer);
  if (code !== 0) fail('The dependencies could not be installed: npm says why above.', code);
  say(`Dependencies installed in ${seconds(started)} s.`);
}

/** Runs a command in the project's folder, hands signals on to it, and returns its exit code. */
function run(command, commandArgs) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { cwd: ROOT, stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    child.once('error', (error) => fail(`${command} cannot be run: ${error.message}.`));
    child.once('exit', (code, signal) => {
      for (const known of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(known, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(text, code = 1) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}
