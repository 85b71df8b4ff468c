import { refusalOf, refuse } from '@sportello/core';
import type { Installation } from '@sportello/domain';
import { type Request, Router } from 'express';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { answerTo, sendAnswer } from './answers.ts';
import { clientAddress } from './clientAddress.ts';

const credentials = z.strictObject({
  email: z
    .string({ error: 'type' })
    .check(z.minLength(1, { error: 'empty' }), z.maxLength(254, { error: 'too_long' })),
  password: z
    .string({ error: 'type' })
    .check(z.minLength(1, { error: 'empty' }), z.maxLength(1_024, { error: 'too_long' })),
});

/** Signing in and out for programs and pages: `POST` and `DELETE /api/session`. */
export function sessionRoutes(installation: Installation, trustedProxies: number, log: Logger): Router {
  const router = Router();
  router.post('/api/session', async (request, response) => {
    const parsed = credentials.safeParse(request.body);
    if (!parsed.success) return sendAnswer(response, refusalOf(parsed.error));
    const answer = await answerTo(async () => {
      const begun = await installation.identity.signIn(
        parsed.data.email,
        parsed.data.password,
        originOf(request, trustedProxies),
      );
      if (!begun.ok) return begun;
      const { context, cookies } = begun.data;
      const { person, company, side } = context.principal;
      // The session before, if any, ends: an id that was there before the sign-in is never carried over.
      await installation.identity.signOut(request.headers.cookie);
      for (const { name, value, options } of cookies)
        response.cookie(name, value, { ...options, maxAge: options.maxAge * 1_000 });
      return { ok: true, data: { person, company, side, name: context.name } };
    }, log);
    sendAnswer(response, answer);
  });
  router.delete('/api/session', async (request, response) => {
    const answer = await answerTo(async () => {
      await installation.identity.signOut(request.headers.cookie);
      // A cookie bound to the host is only replaced by one that is set as it was.
      response.clearCookie(installation.identity.cookieName, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: installation.origin.startsWith('https:'),
      });
      response.setHeader('Clear-Site-Data', '"cache", "storage"');
      return { ok: true, data: null };
    }, log);
    sendAnswer(response, answer);
  });
  router.get('/api/session', async (request, response) => {
    const answer = await answerTo(async () => {
      const context = await installation.identity.identify(request.headers.cookie);
      if (!context) return refuse('unauthenticated');
      const { person, company, side } = context.principal;
      return { ok: true, data: { person, company, side, name: context.name } };
    }, log);
    sendAnswer(response, answer);
  });
  return router;
}

function originOf(request: Request, trustedProxies: number) {
  return {
    address: clientAddress(request, trustedProxies),
    userAgent: request.headers['user-agent'],
    cookies: request.headers.cookie,
  };
}
