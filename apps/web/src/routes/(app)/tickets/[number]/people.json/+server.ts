import { errorStatus, refuse } from '@sportello/core';
import { ticketPeople } from '@sportello/domain';
import { json } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import { wholeNumber } from '../ticketWindow.server';
import type { RequestHandler } from './$types';

/** Whom a ticket may be about or be given to: asked for when somebody wants to change it. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const number = wholeNumber(event.params.number);
  const answer = number === null ? refuse('not_found') : await ticketPeople(installation, context, number);
  return json(answer, { status: answer.ok ? 200 : errorStatus[answer.code] });
};
