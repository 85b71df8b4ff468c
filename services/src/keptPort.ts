import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errors.ts';

/** The port the server of this folder had the last time, or undefined. */
export async function keptPort(folder: string): Promise<number | undefined> {
  try {
    const port = Number.parseInt(await readFile(join(folder, 'port'), 'utf8'), 10);
    return port > 0 && port < 65_536 ? port : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Notes the port the server of this folder has. */
export async function keepPort(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, 'port'), `${port}\n`);
}
