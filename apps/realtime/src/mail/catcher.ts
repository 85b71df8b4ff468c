import type { Installation } from '@sportello/domain';
import type { Postman } from './postman.ts';

/** Keeps mails in the database instead of sending them: the demo shows them at `/dev/mail`. */
export function catchingPostman({ database, now }: Pick<Installation, 'database' | 'now'>): Postman {
  return {
    deliver: async ({ messageId, to, cc, subject, text, html, inReplyTo, references, headers }) => {
      try {
        // A repeat has the same number and is the same mail.
        if (await database.caughtMails.exists({ _id: messageId }))
          return { outcome: 'delivered', said: 'caught before' };
        const lines = {
          'Message-ID': `<${messageId}>`,
          ...(inReplyTo && { 'In-Reply-To': `<${inReplyTo}>` }),
          ...(references.length > 0 && { References: references.map((id) => `<${id}>`).join(' ') }),
          ...headers,
        };
        await database.caughtMails.create({
          _id: messageId,
          to: cc === undefined ? to.address : `${to.address}, ${cc}`,
          subject,
          text,
          html,
          headers: Object.entries(lines).map(([name, value]) => ({ name, value })),
          at: now(),
        });
        return { outcome: 'delivered', said: 'caught' };
      } catch (error) {
        return { outcome: 'away', said: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
