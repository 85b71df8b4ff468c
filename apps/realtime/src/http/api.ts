import { commandEnvelope, queryEnvelope, refusalOf, refuse } from '@sportello/core';
import { ask, type Context, type Installation, run } from '@sportello/domain';
import { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { SocketLimits } from '../live/limits.ts';
import { answerTo, sendAnswer } from './answers.ts';
import { whoAsks } from './signedIn.ts';

/** The HTTP twins of the socket's `command` and `query`: the same envelopes, for pages that cannot have a socket and for programs. */
export function apiRoutes(installation: Installation, limits: SocketLimits, log: Logger): Router {
  const router = Router();

  const signedIn =
    (work: (ctx: Context, body: unknown) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      const answer = await answerTo(async () => {
        const asking = await whoAsks(installation, limits, request);
        if (!asking.ok) return asking;
        const context = asking.data;
        const answered = await work(context, request.body);
        const isStill = await installation.identity.isStill(context, request.headers.cookie);
        return isStill ? answered : refuse('unauthenticated');
      }, log);
      sendAnswer(response, answer);
    };

  router.post(
    '/api/command',
    signedIn(async (context, body) => {
      const envelope = commandEnvelope.safeParse(body);
      if (!envelope.success) return refusalOf(envelope.error);
      return run(installation, context, envelope.data.name, envelope.data.input, envelope.data.key);
    }),
  );
  router.post(
    '/api/query',
    signedIn(async (context, body) => {
      const envelope = queryEnvelope.safeParse(body);
      if (!envelope.success) return refusalOf(envelope.error);
      return ask(installation, context, envelope.data.name, envelope.data.input);
    }),
  );
  return router;
}
