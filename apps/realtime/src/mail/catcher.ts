import type { Installation, OutgoingMail } from '@sportello/domain';
import type { Postman } from './postman.ts';

/** The HTML with its pictures in it: there is nothing beside it that they could be taken from. */
function withPictures({ html, pictures }: OutgoingMail): string {
  const put = (text: string, { cid, png }: OutgoingMail['pictures'][number]): string =>
    text.replaceAll(`cid:${cid}`, `data:image/png;base64,${png.toString('base64')}`);
  return pictures.reduce(put, html);
}

/** Keeps mails in the database instead of sending them: the demo shows them at `/dev/mail`. */
export function catchingPostman({ database, now }: Pick<Installation, 'database' | 'now'>): Postman {
  return {
    deliver: async (mail) => {
      const { messageId, to, subject, text, inReplyTo, references, headers } = mail;
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
          to: to.address,
          subject,
          text,
          html: withPictures(mail),
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
