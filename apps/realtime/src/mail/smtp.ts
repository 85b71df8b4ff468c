import type { Environment, OutgoingMail } from '@sportello/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { type AddressRefusal, DELIVERY_TIME, type Delivery, type Postman } from './postman.ts';

type Sender = NonNullable<Environment['MAIL_FROM']>;

/** Milliseconds for a connection, for its greeting, and without a word in between. */
const timeouts = {
  dnsTimeout: 8_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
} as const;

/** The server has no room for this message: said where it refuses senders, but it is about one mail. */
const TOO_LARGE = 552;
const MOST_SAID = 300;

interface SmtpFault {
  readonly message: string;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
  /** Where the server answered about recipients one by one. */
  readonly rejectedErrors?: readonly RecipientFault[] | undefined;
}

interface RecipientFault {
  readonly message: string;
  readonly responseCode?: number | undefined;
  readonly recipient?: unknown;
}

/** What the server said of addresses that it would not have. */
function refusalsOf(faults: readonly RecipientFault[]): AddressRefusal[] {
  return faults.flatMap(({ recipient, responseCode = 0, message }) =>
    typeof recipient === 'string'
      ? [
          {
            address: recipient,
            outcome: responseCode >= 500 ? 'refused' : 'later',
            said: message.slice(0, MOST_SAID),
          } as const,
        ]
      : [],
  );
}

/** Before the first word about this mail nothing can have arrived; what is wrong is wrong for all of them. */
function faultOf(error: SmtpFault, isSending: boolean): Delivery {
  const said = error.message.slice(0, MOST_SAID);
  const { responseCode: code, command, rejectedErrors = [] } = error;
  if (!isSending || code === 421) return { outcome: 'away', said };
  if (code === undefined) return { outcome: 'unknown', said };
  if (command === 'MAIL FROM' && code !== TOO_LARGE) return { outcome: 'away', said };
  return { outcome: code >= 500 ? 'refused' : 'later', said, apart: refusalsOf(rejectedErrors) };
}

/** The message as it goes over the wire. */
function build(mail: OutgoingMail, from: Sender, date: Date): Promise<Buffer> {
  const { messageId, to, subject, text, html, inReplyTo, references, headers } = mail;
  return new MailComposer({
    from: {
      name: mail.sender.name ?? from.name ?? mail.provider,
      address: mail.sender.address ?? from.address,
    },
    to,
    subject,
    text,
    html,
    attachments: mail.pictures.map(({ cid, name, png }) => ({
      cid,
      filename: name,
      content: png,
      contentType: 'image/png',
      contentDisposition: 'inline' as const,
    })),
    messageId: `<${messageId}>`,
    ...(inReplyTo && { inReplyTo: `<${inReplyTo}>` }),
    references: references.map((id) => `<${id}>`),
    headers,
    date,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/**
 * Sends mails by SMTP, a connection each, so that what goes wrong with one touches no other.
 * @param url `smtp://` or `smtps://` with user and password; the query may hold what nodemailer's connections take
 */
export function smtpPostman(url: string, from: Sender, now: () => number): Postman {
  const options = { ...parseConnectionUrl(url), ...timeouts };
  const { auth } = options;

  const send = ({ recipients, sender }: OutgoingMail, message: Buffer): Promise<Delivery> =>
    new Promise((resolve) => {
      const connection = new SMTPConnection(options);
      let isSending = false;
      const end = (delivery: Delivery): void => {
        clearTimeout(deadline);
        // First: closing tells of the end of the connection too.
        resolve(delivery);
        connection.close();
      };
      const fail = (error: SmtpFault): void => end(faultOf(error, isSending));
      const deadline = setTimeout(() => fail({ message: 'the server is too slow' }), DELIVERY_TIME);
      const begin = (): void => {
        isSending = true;
        const envelope = { from: sender.address ?? from.address, to: [...recipients] };
        connection.send(envelope, message, (error, info) => {
          if (error) fail(error);
          else {
            const apart = refusalsOf(info?.rejectedErrors ?? []);
            end({ outcome: 'delivered', said: info?.response ?? '', apart });
          }
        });
      };
      connection.on('error', fail);
      connection.once('end', () => fail({ message: 'the server closed the connection' }));
      connection.connect((error) => {
        if (error) fail(error);
        else if (auth) connection.login(auth, (refused) => (refused ? fail(refused) : begin()));
        else begin();
      });
    });

  return {
    deliver: (mail) =>
      build(mail, from, new Date(now())).then(
        (message) => send(mail, message),
        (error: Error) => ({ outcome: 'later', said: error.message.slice(0, MOST_SAID) }),
      ),
  };
}
