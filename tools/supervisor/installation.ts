import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, claimFolder, errorCode, explainFileError, ServiceError } from '@sportello/services';
import { z } from 'zod';

const FREE_BYTES = 500_000_000;

const Secrets = z.object({ meiliMasterKey: z.string().min(16), authSecret: z.string().min(32) });

/** Keys made once for an installation and kept with its data. */
export type Secrets = z.infer<typeof Secrets>;

/** The folder of an installation, held by this process. */
export interface Installation {
  secrets: Secrets;
  claim: Claim;
}

/**
 * Claims the data folder of an installation and reads its secrets, made at the first start and readable by their owner
 * only.
 * @throws {ServiceError} `in_use` when it is running already, `disk_full`, `not_allowed`, `failed` for damaged secrets
 */
export async function openInstallation(dataDir: string): Promise<Installation> {
  try {
    await mkdir(dataDir, { recursive: true });
    const claim = await claimFolder(dataDir, 'Sportello');
    try {
      await checkSpace(dataDir);
      return { claim, secrets: await readOrMakeSecrets(join(dataDir, 'secrets.json')) };
    } catch (error) {
      await claim.release();
      throw error;
    }
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

async function checkSpace(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize > FREE_BYTES) return;
  throw new ServiceError(
    'disk_full',
    `The disk of ${dataDir} has ${Math.round((bavail * bsize) / 1e6)} MB left, and the servers need ${FREE_BYTES / 1e6} MB to start.`,
    'Free some space, or choose another folder with DATA_DIR.',
  );
}

async function readOrMakeSecrets(file: string): Promise<Secrets> {
  for (;;) {
    try {
      const text = await readFile(file, 'utf8');
      await chmod(file, 0o600);
      return parseSecrets(text, file);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    await makeSecrets(file);
  }
}

/** Written beside and linked into place: a crash in between must not leave half a file that locks everybody out. */
async function makeSecrets(file: string): Promise<void> {
  const secrets: Secrets = { meiliMasterKey: makeKey(), authSecret: makeKey() };
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await link(beside, file).finally(() => rm(beside, { force: true }));
}

function makeKey(): string {
  return randomBytes(32).toString('base64url');
}

function parseSecrets(text: string, file: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServiceError(
      'failed',
      `${file} does not hold the secrets of this installation.`,
      'Restore it from a backup, or remove it: everybody then signs in anew.',
      { cause },
    );
  }
}
