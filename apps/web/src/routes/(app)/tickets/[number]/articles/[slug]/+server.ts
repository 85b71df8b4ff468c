import { errorStatus, refuse } from '@sportello/core';
import { articleToSend } from '@sportello/domain';
import { json } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import { wholeNumber } from '../../ticketWindow.server';
import type { RequestHandler } from './$types';

/** What an article says, for an answer on the ticket: asked for when somebody puts it there. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const number = wholeNumber(event.params.number);
  const answer =
    number === null
      ? refuse('not_found')
      : await articleToSend(installation, context, number, event.params.slug);
  return json(answer, {
    status: answer.ok ? 200 : errorStatus[answer.code],
    headers: { 'cache-control': 'private, no-store' },
  });
};
