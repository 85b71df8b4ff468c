import { errorStatus } from '@sportello/core';
import { exportTickets } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { listAddressOf } from '$lib/server/listAddress';
import { signedIn } from '$lib/server/session';
import { tableOf } from '$lib/server/ticketTable';
import type { RequestHandler } from './$types';

/** The list of an address as a table for spreadsheets, written while it is read. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const { query, topics } = await listAddressOf(installation, context, event.url.searchParams);
  const tickets = exportTickets(installation, context, query);
  if (!tickets.ok) error(errorStatus[tickets.code], tickets.code);
  const { preset } = await installation.workflow();
  const lines = tableOf(tickets.data, topics, context, preset.names);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      // The tickets too: a table that was given up at its head has not asked for any.
      await Promise.all([lines.return(undefined), tickets.data.return()]);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="ticket.csv"',
      'cache-control': 'private, no-store',
    },
  });
};
