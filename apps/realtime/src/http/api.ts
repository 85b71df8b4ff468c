import { commandEnvelope, queryEnvelope, refusalOf, refuse } from '@sportello/core';
import { ask, type Context, type Installation, run } from '@sportello/domain';
import { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { SocketLimits } from '../live/limits.ts';
import { answerTo, sendAnswer } from './answers.ts';

/** The HTTP twins of the socket's `command` and `query`: the same envelopes, for pages that cannot have a socket and for programs. */
export function apiRoutes(installation: Installation, log: Logger): Router {
  const router = Router();
  const limits = new SocketLimits();

  const signedIn =
    (work: (ctx: Context, body: unknown) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      const answer = await answerTo(async () => {
        const context = await installation.identity.identify(request.headers.cookie);
        if (!context) return refuse('unauthenticated');
        if (namesOtherCompany(request, context)) return refuse('company_changed');
        const wait = await limits.event(
          context.session ?? context.principal.person,
          context.principal.person,
        );
        if (wait > 0) return refuse('too_many_requests', { retryAfter: wait });
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

/** A page made for one company must not act for another after a switch in another tab. */
function namesOtherCompany(request: Request, context: Context): boolean {
  const named = request.headers['x-sportello-company'];
  return typeof named === 'string' && named !== '' && named !== context.principal.company;
}
