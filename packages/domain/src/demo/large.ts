import { type Entry, fold, numberDrafts, type Ticket } from '@sportello/core';
import {
  type Chance,
  type EntryRecord,
  type ReaderRecord,
  readerId,
  type TicketRecord,
  toEntryRecord,
  toRecord,
} from '@sportello/models';
import type { Installation } from '../installation.ts';
import { seededChance } from './chance.ts';
import { type Happening, inventLife, inventThread, type Life, type Surroundings } from './lives.ts';
import { addPopulation } from './population.ts';

/** How large an installation shall become. */
export interface LargePlan {
  readonly tickets: number;
  /** Entries of one further ticket with a very long thread; 0: none. */
  readonly thread?: number;
  /** The same seed invents the same world. */
  readonly seed?: number;
}

/** What was added. */
export interface LargeWorld {
  readonly tickets: number;
  readonly entries: number;
  /** Number of the first ticket added; the others follow it. */
  readonly firstNumber: number;
  /** Number of the ticket with the long thread; null when none was asked for. */
  readonly threadNumber: number | null;
}

/** Tickets a company has on average. */
const TICKETS_OF_COMPANY = 200;
/** Tickets of one batch, and entries of one batch of the long thread. */
const BATCH = 1_000;
/** Acknowledged from memory: what is invented can be invented again. */
const BULK = { ordered: false, writeConcern: { w: 1, j: false } } as const;

interface Log {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

/** Carries a log on by happenings, numbered and folded as `commit` does it. */
function grow(before: Ticket | null, id: string, happenings: Iterable<Happening>): Log {
  let ticket = before;
  const entries: Entry[] = [];
  for (const { at, draft } of happenings) {
    const [entry] = numberDrafts(ticket, id, [draft], at);
    if (!entry) continue;
    ticket = fold(ticket, entry);
    entries.push(entry);
  }
  if (!ticket) throw new Error('a log has at least one entry');
  return { ticket, entries };
}

/** Read positions: who has written has read up to there; most have read everything. */
function readersOf({ ticket, entries }: Log, life: Life, chance: Chance): ReaderRecord[] {
  const people = [
    { person: life.requester, side: 'customer' as const },
    ...(ticket.operator ? [{ person: ticket.operator, side: 'staff' as const }] : []),
  ];
  return people.map(({ person, side }) => {
    const written = entries.findLast(({ author }) => author.id === person);
    const isBehind = ticket.closedAt === null && chance() < 0.15;
    const seq = isBehind ? (written?.seq ?? 0) : ticket.seq;
    const pub = isBehind ? (written?.pub ?? 0) : ticket.pub;
    const steps = [{ pub, at: ticket.activityAt }];
    return {
      _id: readerId(ticket.id, person),
      ticket: ticket.id,
      person,
      side,
      seq,
      pub,
      received: pub,
      steps,
    };
  });
}

/** Writes in bulk, past the models: what goes in was made by the same functions that `commit` uses. */
class BulkWriter {
  readonly #connection: Installation['database']['connection'];
  entries = 0;

  constructor(connection: Installation['database']['connection']) {
    this.#connection = connection;
  }

  async tickets(records: TicketRecord[]): Promise<void> {
    if (records.length > 0)
      await this.#connection.collection<TicketRecord>('tickets').insertMany(records, BULK);
  }

  async logs(records: EntryRecord[], readers: ReaderRecord[]): Promise<void> {
    this.entries += records.length;
    await this.#connection.collection<EntryRecord>('entries').insertMany(records, BULK);
    if (readers.length > 0)
      await this.#connection.collection<ReaderRecord>('readers').insertMany(readers, BULK);
  }
}

/** Nobody owes work for what is invented: the search index is built anew afterwards. */
const stored = (entry: Entry): EntryRecord => toEntryRecord(entry, null, []);

async function writeTickets(
  writer: BulkWriter,
  lives: Iterable<Life>,
  chance: Chance,
  report: (done: number) => void,
): Promise<void> {
  let done = 0;
  let batch: { log: Log; life: Life }[] = [];
  const flush = async (): Promise<void> => {
    await Promise.all([
      writer.tickets(batch.map(({ log }) => toRecord(log.ticket))),
      writer.logs(
        batch.flatMap(({ log }) => log.entries.map(stored)),
        batch.flatMap(({ log, life }) => readersOf(log, life, chance)),
      ),
    ]);
    done += batch.length;
    batch = [];
    report(done);
  };
  for (const life of lives) {
    batch.push({ log: grow(null, life.id, life.happenings), life });
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
}

async function writeThread(writer: BulkWriter, life: Life, report: (done: number) => void): Promise<void> {
  let ticket: Ticket | null = null;
  let happenings: Happening[] = [];
  const flush = async (): Promise<void> => {
    const log = grow(ticket, life.id, happenings);
    ticket = log.ticket;
    happenings = [];
    await writer.logs(log.entries.map(stored), []);
    report(log.ticket.seq);
  };
  for (const happening of life.happenings) {
    happenings.push(happening);
    if (happenings.length === BATCH) await flush();
  }
  if (happenings.length > 0) await flush();
  if (ticket) await writer.tickets([toRecord(ticket)]);
}

/** Takes as many ticket numbers as are needed; answers the first. */
async function takeNumbers({ database }: Installation, count: number): Promise<number> {
  const counter = await database.counters
    .findOneAndUpdate(
      { _id: 'ticket' },
      { $inc: { value: count } },
      { upsert: true, returnDocument: 'after' },
    )
    .lean<{ value: number }>();
  return (counter?.value ?? count) - count + 1;
}

/**
 * Adds invented companies, people and tickets to an installation, for measuring. Logs are numbered and folded like real
 * ones; the search index does not know them until it is built anew.
 * @param report told how many tickets (or entries of the long thread) are written, of how many
 */
export async function loadLarge(
  installation: Installation,
  { tickets, thread = 0, seed = 1 }: LargePlan,
  report: (done: number, all: number) => void = () => undefined,
): Promise<LargeWorld> {
  const firstNumber = await takeNumbers(installation, tickets + 1);
  // Added twice, the second world is another one.
  const chance = seededChance(seed * 1_000_003 + firstNumber);
  const companies = Math.max(3, Math.ceil(tickets / TICKETS_OF_COMPANY));
  const population = await addPopulation(installation, { companies, customers: 5, operators: 12, chance });
  const { categories } = await installation.settings();
  const around: Surroundings = { population, categories, now: installation.now(), chance };
  const writer = new BulkWriter(installation.database.connection);
  await writeTickets(writer, inventLives(around, tickets, firstNumber), chance, (done) =>
    report(done, tickets),
  );
  const threadNumber = thread > 0 ? firstNumber + tickets : null;
  if (threadNumber !== null)
    await writeThread(writer, inventThread(around, threadNumber, thread), (done) => report(done, thread));
  // A majority keeps this write, and with it everything before: until then reads would not see what was written in bulk.
  await installation.database.counters.updateOne(
    { _id: 'invented_tickets' },
    { $inc: { value: tickets } },
    { upsert: true },
  );
  return { tickets: tickets + (thread > 0 ? 1 : 0), entries: writer.entries, firstNumber, threadNumber };
}

function* inventLives(around: Surroundings, tickets: number, firstNumber: number): Generator<Life> {
  for (let nth = 0; nth < tickets; nth += 1)
    yield inventLife(around, firstNumber + nth, (nth + 1) / (tickets + 1));
}
