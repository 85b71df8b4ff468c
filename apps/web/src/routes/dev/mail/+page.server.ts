import { type CaughtMailRecord, trusted } from '@sportello/models';
import { z } from 'zod';
import type { PageServerLoad } from './$types';

/** Mails on the page; more are found by their address. */
const SHOWN = 100;

const query = z.object({ to: z.string().trim().max(254).catch('') });

export const load: PageServerLoad = async ({ locals, url }) => {
  const { to } = query.parse(Object.fromEntries(url.searchParams));
  // What is typed is a text to be found, not a pattern.
  const part = to.toLowerCase().replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const mails = await locals.installation.database.caughtMails
    .find(part ? { to: trusted({ $regex: part }) } : {}, { html: 0, text: 0, headers: 0 })
    .sort({ $natural: -1 })
    .limit(SHOWN)
    .lean<Pick<CaughtMailRecord, '_id' | 'to' | 'subject' | 'at'>[]>();
  return { to, mails: mails.map(({ _id, ...mail }) => ({ id: _id, ...mail })) };
};
