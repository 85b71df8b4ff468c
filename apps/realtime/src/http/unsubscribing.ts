import { refuse } from '@sportello/core';
import { type Installation, setSubscription } from '@sportello/domain';
import { Router } from 'express';
import type { Logger } from 'pino';
import * as z from 'zod';
import { answerTo, sendAnswer } from './answers.ts';

const token = z.string().max(100);

/**
 * The address in `List-Unsubscribe` (RFC 8058): a mail provider posts to it for its user, who is not signed in. Whoever
 * opens it, or a scanner that follows every link, only gets to the page that asks.
 */
export function unsubscribeRoutes(installation: Installation, log: Logger): Router {
  const router = Router();
  router
    .route('/api/unsubscribe/:token')
    .get((request, response) => {
      response.redirect(
        303,
        `${installation.origin}/unsubscribe/${encodeURIComponent(request.params.token)}`,
      );
    })
    .post(async (request, response) => {
      const answer = await answerTo(async () => {
        const given = token.safeParse(request.params.token);
        const isDone = given.success && (await setSubscription(installation, given.data, 'unsubscribed'));
        return isDone ? { ok: true } : refuse('not_found');
      }, log);
      sendAnswer(response, answer);
    });
  return router;
}
