import { type Result, refuse } from '@sportello/core';
import type { Context, Installation } from '@sportello/domain';
import type { Request } from 'express';
import type { SocketLimits } from '../live/limits.ts';

/** Whoever asks over HTTP, or why they are not heard: no session, a page of another company, too much at once. */
export async function whoAsks(
  installation: Installation,
  limits: SocketLimits,
  request: Request,
): Promise<Result<Context>> {
  const context = await installation.identity.identify(request.headers.cookie);
  if (!context) return refuse('unauthenticated');
  if (namesOtherCompany(request, context)) return refuse('company_changed');
  const wait = await limits.event(context.session ?? context.principal.person, context.principal.person);
  return wait > 0 ? refuse('too_many_requests', { retryAfter: wait }) : { ok: true, data: context };
}

/** A page made for one company must not act for another after a switch in another tab. */
function namesOtherCompany(request: Request, context: Context): boolean {
  const named = request.headers['x-sportello-company'];
  return typeof named === 'string' && named !== '' && named !== context.principal.company;
}
