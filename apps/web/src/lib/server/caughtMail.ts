import type { CaughtMailRecord } from '@sportello/models';
import { error } from '@sveltejs/kit';

/** A mail that the demo kept instead of sending it. */
export async function caughtMail({ installation }: App.Locals, id: string): Promise<CaughtMailRecord> {
  const mail = installation.demo
    ? await installation.database.caughtMails.findOne({ _id: id }).lean<CaughtMailRecord>()
    : null;
  return mail ?? error(404);
}
