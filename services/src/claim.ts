import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, explainFileError, ServiceError } from './errors.ts';
import { endProcess, identify, isRunning } from './processes.ts';

const FILE = 'running.json';

const Identity = z.object({ pid: z.number(), started: z.string() });
const Holder = z.object({ owner: Identity, child: Identity.optional() });
type Holder = z.infer<typeof Holder>;

/** The right of one process to run one server, or one installation, in a folder. */
export interface Claim {
  /** Notes the server process started here, so that the next start can end it if this process is killed. */
  note(pid: number): Promise<void>;
  /** Gives the folder free. */
  release(): Promise<void>;
}

/**
 * Claims a folder (made if missing) for this process. A claim left behind by a process that was killed is taken over,
 * and the server it left running is ended first: process number and start time together prove that it is that one.
 * @param what names the holder in the error, such as `MongoDB`
 * @throws {ServiceError} `in_use` while another process, or this one, holds it
 */
export async function claimFolder(folder: string, what: string): Promise<Claim> {
  const owner = await identify(process.pid);
  if (!owner) throw new Error('This process cannot be found in the process table.');
  try {
    await mkdir(folder, { recursive: true });
    await take(folder, { owner }, what);
  } catch (error) {
    throw explainFileError(error, folder);
  }
  return {
    note: async (pid) => {
      const child = await identify(pid);
      if (child) await replace(join(folder, FILE), { owner, child });
    },
    release: () => rm(join(folder, FILE), { force: true }),
  };
}

async function take(folder: string, holder: Holder, what: string): Promise<void> {
  const file = join(folder, FILE);
  const mine = await writeBeside(file, holder);
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, and never over another one.
        return await link(mine, file);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      await clearAbandoned(file, folder, what);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function clearAbandoned(file: string, folder: string, what: string): Promise<void> {
  const found = await read(file);
  if (found === undefined) return;
  const holder = parse(found);
  if (holder && (await isRunning(holder.owner))) throw inUse(folder, what, holder.owner.pid);
  const aside = `${file}.${process.pid}.old`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await read(aside);
  if (moved !== found) {
    // Somebody else was quicker and the file moved is already theirs: put it back.
    await link(aside, file).catch(() => undefined);
    await rm(aside, { force: true });
    return;
  }
  if (holder?.child) await endProcess(holder.child);
  await rm(aside, { force: true });
}

function inUse(folder: string, what: string, pid: number): ServiceError {
  return new ServiceError(
    'in_use',
    `${what} is already running in ${folder} (process ${pid}).`,
    'Use that one, or stop it first, or choose another folder.',
  );
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function writeBeside(file: string, holder: Holder): Promise<string> {
  const beside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(beside, `${JSON.stringify(holder)}\n`);
  return beside;
}

async function replace(file: string, holder: Holder): Promise<void> {
  await rename(await writeBeside(file, holder), file);
}
