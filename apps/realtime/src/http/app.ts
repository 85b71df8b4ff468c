import { type ErrorCode, errorStatus, refuse } from '@sportello/core';
import type { Installation } from '@sportello/domain';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { SocketLimits } from '../live/limits.ts';
import { isOwnOrigin } from '../live/origins.ts';
import { apiRoutes } from './api.ts';
import { attachmentRoutes } from './attachments.ts';
import { healthRoutes } from './health.ts';
import { sessionRoutes } from './session.ts';
import { unsubscribeRoutes } from './unsubscribing.ts';

/** What the HTTP side of a process is made of. */
export interface AppOptions {
  readonly installation: Installation;
  readonly log: Logger;
  readonly trustedProxies: number;
  readonly redis: (() => Promise<unknown>) | null;
  /** The pages, mounted last: what nothing else answers is theirs. */
  readonly web: RequestHandler | null;
}

/** Largest JSON body: a message with its envelope. */
const BODY_LIMIT = '128kb';

/** The HTTP side of a process. */
export function createApp({ installation, log, trustedProxies, redis, web }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  app.set('query parser', 'simple');
  app.use(healthRoutes(installation, redis));
  const limits = new SocketLimits();
  app.use('/api', apiHeaders(), sameOrigin(installation.origin));
  // Before bodies are parsed: a file is passed on as it comes, whatever it says it is.
  app.use(attachmentRoutes(installation, limits, log));
  app.use('/api', express.json({ limit: BODY_LIMIT, strict: true }));
  app.use(
    sessionRoutes(installation, trustedProxies, log),
    apiRoutes(installation, limits, log),
    unsubscribeRoutes(installation, log),
  );
  app.use('/api', (_, response) => {
    response.status(404).json(refuse('not_found'));
  });
  if (web) app.use(readablePaths(), web);
  app.use(faults(log));
  return app;
}

function apiHeaders(): RequestHandler {
  return (_, response, next) => {
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    next();
  };
}

/** A path that cannot be decoded goes no further: the pages' server would answer it with a rejection that nobody catches. */
function readablePaths(): RequestHandler {
  return (request, response, next) => {
    try {
      decodeURI(request.path);
    } catch {
      response.status(400).json(refuse('bad_request'));
      return;
    }
    next();
  };
}

/** A page of another site may not act here, whatever cookie its browser sends along. */
function sameOrigin(own: string): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const isForeign =
      origin === undefined ? site === 'cross-site' || site === 'same-site' : !isOwnOrigin(origin, own);
    if (isForeign) response.status(403).json(refuse('bad_origin'));
    else next();
  };
}

function codeOf(error: unknown): ErrorCode {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') return 'too_large';
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? 'bad_request' : 'internal';
}

function faults(log: Logger): ErrorRequestHandler {
  return (error, _, response, next) => {
    const code = codeOf(error);
    if (code === 'internal') log.error({ err: error }, 'a request failed');
    if (response.headersSent) return next(error);
    response.status(errorStatus[code]).json(refuse(code));
  };
}
