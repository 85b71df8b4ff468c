import type { AddressInfo } from 'node:net';
import type { Installation } from '@sportello/domain';
import type { TestInstallation } from '@sportello/domain/testing';
import { demoPerson, type PersonId } from '@sportello/models';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Postman } from '../../mail/postman.ts';
import { smtpPostman } from '../../mail/smtp.ts';
import { type MailConsumer, startMailConsumer } from '../mail.ts';
import { keepRunning, quietLog } from './running.ts';

/** What a test's mail server does wrong at the moment; it may be changed at any time. */
export interface ServerFaults {
  /** Answers to recipients: an address and the code it is refused with. */
  readonly refused: Map<string, number>;
  /** How many mails are taken and then cut off without an answer. */
  cutAfterData: number;
  /** Never answers to anything that is sent. */
  hangs: boolean;
}

/** A mail server of a test's own. */
export interface MailServer {
  readonly url: string;
  readonly faults: ServerFaults;
  /** Every message whose data arrived, answered or not, with the address it was for. */
  readonly received: { readonly to: string; readonly raw: string; readonly mail: ParsedMail }[];
  /** What arrived for somebody of the cast. */
  for(person: PersonId): ParsedMail[];
  close(): Promise<void>;
}

const refusal = (responseCode: number): Error =>
  Object.assign(new Error('refused by the test'), { responseCode });

/**
 * Opens a real SMTP server.
 * @param port a free one when missing
 */
export async function openMailServer(port = 0): Promise<MailServer> {
  const faults: ServerFaults = { refused: new Map(), cutAfterData: 0, hangs: false };
  const received: MailServer['received'] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo: ({ address }, _, answer) => {
      if (faults.hangs) return;
      const code = faults.refused.get(address);
      answer(code === undefined ? null : refusal(code));
    },
    onData: (stream, session, answer) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString();
        void simpleParser(raw).then((mail) => {
          received.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw, mail });
          if (faults.cutAfterData === 0) return answer();
          faults.cutAfterData -= 1;
          for (const connection of server.connections) connection.close();
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const bound = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${bound.port}`,
    faults,
    received,
    for: (person) => received.filter(({ to }) => to === demoPerson(person).email).map(({ mail }) => mail),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A postman that goes to a test's server. */
export function postmanTo({ url }: Pick<MailServer, 'url'>, { now }: Pick<Installation, 'now'>): Postman {
  return smtpPostman(url, { name: null, address: 'assistenza@nordest.example' }, now);
}

/** A consumer that is woken as in a real process. */
export function startMailing(
  { installation }: Pick<TestInstallation, 'installation'>,
  postman: Postman,
): MailConsumer {
  const consumer = startMailConsumer({ installation, postman, pace: 20, log: quietLog });
  return keepRunning(installation, consumer);
}

/** The texts of some mails, one after the other. */
export const textsOf = (mails: readonly ParsedMail[]): string =>
  mails.map(({ text }) => text ?? '').join('\n');
