import type { Server as HttpServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@sportello/domain';
import type { RequestHandler } from 'express';

/** The pages, mounted in this process. */
export interface Pages {
  readonly handler: RequestHandler;
  close(): Promise<void>;
}

const webFolder = new URL('../../web/', import.meta.url);

function isHandlerModule(module: unknown): module is { handler: RequestHandler } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'handler' in module &&
    typeof module.handler === 'function'
  );
}

/** The built pages. */
async function built(): Promise<Pages> {
  const module: unknown = await import(new URL('build/handler.js', webFolder).href);
  if (!isHandlerModule(module))
    throw new Error('apps/web/build is not what this process expects: build it again');
  return { handler: module.handler, close: async () => undefined };
}

/** The pages from source, rebuilt as they change. */
async function fromSource(server: HttpServer): Promise<Pages> {
  const folder = fileURLToPath(webFolder);
  process.chdir(folder);
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: fileURLToPath(new URL('vite.config.ts', webFolder)),
    appType: 'custom',
    server: { middlewareMode: true, ws: { server } },
  });
  return { handler: vite.middlewares, close: () => vite.close() };
}

/** Loads the pages as the environment says: built, or from source in development. */
export function loadPages(env: Environment, server: HttpServer): Promise<Pages> {
  // The pages' server half checks form posts against this origin.
  process.env['ORIGIN'] = new URL(env.ORIGIN).origin;
  // They limit what they take by themselves: a form with files may be larger than any other.
  process.env['BODY_SIZE_LIMIT'] = 'Infinity';
  return env.PAGES_FROM_SOURCE ? fromSource(server) : built();
}
