import { join } from 'node:path';
import { launch, type Service } from './child.ts';
import { freePort } from './ports.ts';

/** One process of the application. */
export interface ApplicationOptions {
  /** Its name for people, in messages of failure. */
  readonly title: string;
  /** The top folder of the product, built. */
  readonly root: string;
  /** Its claim and its log live here; one folder a process. */
  readonly folder: string;
  /** Settings beside `PORT`; see the environment of the domain package. */
  readonly env: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Milliseconds until it must serve. */
  readonly patience?: number;
  /** What it runs; the realtime application when missing. */
  readonly program?: string;
  /** The arguments of Node.js, where it does not simply run `program`. */
  readonly args?: readonly string[];
  /** Where its output goes; a file in its folder when missing. */
  readonly output?: 'file' | 'terminal';
  /** The path that answers when it serves; `/healthz` when missing. */
  readonly readyPath?: string;
}

/**
 * Starts a built process of the application on a port and waits until it serves.
 * @throws ServiceError when it ends or stays silent, with its last words
 */
export async function startApplication(options: ApplicationOptions): Promise<Service> {
  const port = options.port ?? (await freePort());
  const { readyPath = '/healthz', program = 'apps/realtime/dist/main.js' } = options;
  return launch({
    title: options.title,
    executable: process.execPath,
    args: () => options.args ?? ['--enable-source-maps', join(options.root, program)],
    env: { ...options.env, PORT: String(port) },
    folder: options.folder,
    port: async () => port,
    url: (own) => `http://localhost:${own}`,
    isReady: (own) => answers(`http://127.0.0.1:${own}${readyPath}`),
    patience: options.patience ?? 120_000,
    output: options.output ?? 'file',
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return status === 200;
  } catch {
    return false;
  }
}
