import { pipeline } from 'node:stream/promises';
import { id as idSchema, isShownInline, refuse } from '@sportello/core';
import {
  type Context,
  contentOf,
  findAttachment,
  type Installation,
  type ReadableAttachment,
  upload,
} from '@sportello/domain';
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import type { SocketLimits } from '../live/limits.ts';
import { answerTo, sendAnswer } from './answers.ts';
import { contentDisposition, isKnown, rangeOf } from './fileHeaders.ts';
import { whoAsks } from './signedIn.ts';

/** Milliseconds for which a browser is still listened to after a refusal, so that it hears it before it is cut. */
const HEARING = 2_000;

/** What a file may do in a browser that opens it: nothing. */
const POLICY = "default-src 'none'; sandbox";
/** The browser's own reader of PDFs does not work in a sandbox; the file itself still gets nothing. */
const PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Files: `POST /api/attachments` takes one in, `GET` gives it or its thumbnail to who may read what carries it. */
export function attachmentRoutes(installation: Installation, limits: SocketLimits, log: Logger): Router {
  const router = Router();

  router.post('/api/attachments', async (request, response) => {
    const answer = await answerTo(async () => {
      const asking = await whoAsks(installation, limits, request);
      if (!asking.ok) return asking;
      const name = nameOf(request);
      if (name === null) return refuse('malformed', { field: 'name' });
      const answered = await upload(installation, asking.data, {
        name,
        announced: announcedBy(request),
        // A refusal has to be told on the connection that the rest of the file still arrives on.
        body: request.iterator({ destroyOnReturn: false }),
      }).catch((error: unknown) => {
        if (request.destroyed && !request.complete) return refuse('bad_request');
        throw error;
      });
      const isStill = await installation.identity.isStill(asking.data, request.headers.cookie);
      return isStill ? answered : refuse('unauthenticated');
    }, log);
    if (response.destroyed) return;
    sendAnswer(response, answer);
    endUpload(request);
  });

  router.get('/api/attachments/:id', async (request, response) => {
    await sendWhenReadable(request, response, async (file) => {
      const isInline = request.query['inline'] !== undefined && isShownInline(file.type);
      response.setHeader('Content-Type', isInline ? file.type : 'application/octet-stream');
      response.setHeader(
        'Content-Disposition',
        contentDisposition(isInline ? 'inline' : 'attachment', file.name),
      );
      if (isInline && file.type === 'application/pdf') {
        response.setHeader('Content-Security-Policy', PDF_POLICY);
        response.setHeader('X-Frame-Options', 'SAMEORIGIN');
      }
      await sendContent(request, response, file);
    });
  });

  router.get('/api/attachments/:id/thumbnail', async (request, response) => {
    await sendWhenReadable(request, response, async (file) => {
      const thumbnail = file.width === null ? null : await installation.pictures.thumbnail(file.id);
      if (!thumbnail) return sendAnswer(response, refuse('not_found'));
      const tag = `"${file.digest}-thumbnail"`;
      response.setHeader('ETag', tag);
      response.setHeader('Content-Type', 'image/webp');
      if (isKnown(request.headers, tag)) response.status(304).end();
      else response.send(thumbnail);
    });
  });

  async function sendWhenReadable(
    request: Request<{ id: string }>,
    response: Response,
    send: (file: ReadableAttachment) => Promise<void>,
  ): Promise<void> {
    const refusal = await answerTo(async () => {
      const asking = await whoAsks(installation, limits, request);
      if (!asking.ok) return asking;
      const file = await readable(asking.data, request.params.id);
      if (!(await installation.identity.isStill(asking.data, request.headers.cookie)))
        return refuse('unauthenticated');
      if (!file) return refuse('not_found');
      // Kept by the browser, but never shown without asking: a right may end.
      response.setHeader('Cache-Control', 'private, no-cache');
      response.setHeader('Content-Security-Policy', POLICY);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      await send(file);
      return null;
    }, log);
    if (refusal === null) return;
    if (response.headersSent) response.destroy();
    else sendAnswer(response, refusal);
  }

  async function readable(context: Context, raw: string): Promise<ReadableAttachment | null> {
    const id = idSchema.safeParse(raw);
    return id.success ? findAttachment(installation, context, id.data) : null;
  }

  async function sendContent(request: Request, response: Response, file: ReadableAttachment): Promise<void> {
    const tag = `"${file.digest}"`;
    response.setHeader('ETag', tag);
    response.setHeader('Accept-Ranges', 'bytes');
    if (isKnown(request.headers, tag)) return void response.status(304).end();
    const range = rangeOf(request.headers, file);
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${file.size}`);
      return void response.status(416).end();
    }
    const { start, end } = range ?? { start: 0, end: file.size };
    if (range) response.status(206).setHeader('Content-Range', `bytes ${start}-${end - 1}/${file.size}`);
    response.setHeader('Content-Length', end - start);
    if (request.method === 'HEAD') return void response.end();
    await pipeline(contentOf(installation, file, { start, end }), response).catch((error: unknown) => {
      // Whoever stops listening breaks it off, and that is no fault.
      if (!request.destroyed) throw error;
    });
  }

  return router;
}

/** The name that the browser tells, percent-encoded since headers carry no other letters; null when it cannot be read. */
function nameOf(request: Request): string | null {
  const encoded = request.headers['x-file-name'];
  if (typeof encoded !== 'string') return '';
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

function announcedBy(request: Request): number | null {
  const length = request.headers['content-length'];
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** What is still coming of a refused file is not waited for. */
function endUpload(request: Request): void {
  if (request.complete) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, HEARING).unref();
}
