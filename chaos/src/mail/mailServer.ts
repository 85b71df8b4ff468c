import { once } from 'node:events';
import type { Chance } from '@sportello/models';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * What the mail server does: it works; nobody listens; it takes connections and says no word; it takes a mail and cuts the
 * connection before it answers; or it has one of the excuses that servers have, another one each time.
 */
export type MailMood = 'works' | 'down' | 'hangs' | 'cuts' | 'excuses';

/** A mail whose data arrived. */
export interface Arrival {
  readonly at: number;
  /** Its `Message-ID`, without brackets. */
  readonly id: string;
  readonly to: string;
  /** Keys of the messages whose texts it carries. */
  readonly keys: readonly string[];
  /** Whether the sender was told so. */
  readonly isAnswered: boolean;
}

/** What the server did so far: the proof that a fault bit. */
export interface MailCounts {
  hung: number;
  cut: number;
  excuses: number;
}

/** Excuses: where they are said, and with which code. None is about one mail for ever, so all of them have to be waited out. */
const excuses = [
  { where: 'greeting', code: 421 },
  { where: 'greeting', code: 554 },
  { where: 'sender', code: 550 },
  { where: 'recipient', code: 451 },
  { where: 'data', code: 452 },
] as const;
type Place = (typeof excuses)[number]['where'];

const KEY = /#([0-9a-f-]{36})/gu;

const refusal = (responseCode: number): Error => Object.assign(new Error('not now'), { responseCode });

/** The SMTP server of a run, a real one; it lives in the harness and notes what arrives. */
export class MailServer {
  readonly counts: MailCounts = { hung: 0, cut: 0, excuses: 0 };
  readonly arrivals: Arrival[] = [];
  readonly #port: number;
  readonly #chance: Chance;
  #server: SMTPServer | null = null;
  #mood: MailMood = 'works';
  #excuse: (typeof excuses)[number] = excuses[0];

  constructor(port: number, chance: Chance) {
    this.#port = port;
    this.#chance = chance;
  }

  /** Where our processes send their mails. */
  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Changes how it behaves, from the next word on. */
  async become(mood: MailMood): Promise<void> {
    this.#mood = mood;
    if (mood === 'down') await this.close();
    else if (this.#server === null) await this.open();
  }

  /** Begins to listen. */
  async open(): Promise<void> {
    const server = this.#create();
    server.on('error', () => undefined);
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#server = server;
  }

  /** Stops listening and cuts what is open. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #create(): SMTPServer {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 50,
      onConnect: (_, answer) => {
        this.#excuse = excuses[Math.floor(this.#chance() * excuses.length)] ?? excuses[0];
        if (this.#mood === 'hangs') this.counts.hung += 1;
        else answer(this.#refusalAt('greeting'));
      },
      onMailFrom: (_address, _session, answer) => answer(this.#refusalAt('sender')),
      onRcptTo: (_address, _session, answer) => answer(this.#refusalAt('recipient')),
      onData: (stream, session, answer) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const excuse = this.#refusalAt('data');
          if (excuse) return answer(excuse);
          const isCut = this.#mood === 'cuts';
          void this.#take(
            Buffer.concat(parts),
            session.envelope.rcptTo.map(({ address }) => address),
            !isCut,
          ).then(() => {
            if (!isCut) return answer();
            this.counts.cut += 1;
            for (const connection of server.connections) connection.close();
          });
        });
      },
    });
    return server;
  }

  #refusalAt(place: Place): Error | null {
    if (this.#mood !== 'excuses' || this.#excuse.where !== place) return null;
    this.counts.excuses += 1;
    return refusal(this.#excuse.code);
  }

  async #take(raw: Buffer, recipients: readonly string[], isAnswered: boolean): Promise<void> {
    const at = performance.now();
    const { messageId = '', text = '' } = await simpleParser(raw);
    const keys = [...text.matchAll(KEY)].flatMap(([, key]) => key ?? []);
    for (const to of recipients) this.arrivals.push({ at, id: messageId.slice(1, -1), to, keys, isAnswered });
  }
}
