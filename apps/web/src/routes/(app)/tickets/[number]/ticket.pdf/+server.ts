import { errorStatus } from '@sportello/core';
import { error } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import { ticketLog } from '$lib/server/ticketLog';
import { ticketPdf } from '$lib/server/ticketPdf';
import { wholeNumber } from '../ticketWindow.server';
import type { RequestHandler } from './$types';

/** A ticket as a file, with all that its reader may see, written while it is read. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const number = wholeNumber(event.params.number);
  if (number === null) error(404);
  const answer = await ticketLog(installation, context, number);
  if (!answer.ok) error(errorStatus[answer.code]);
  const { provider } = await installation.settings();
  return new Response(await ticketPdf(answer.data, provider.name), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="ticket-${number}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
};
