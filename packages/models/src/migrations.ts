import { type Database, trusted } from './database.ts';
import { adoptArticles } from './manuscripts.ts';
import { countEarlierViews } from './schemas/articleReading.ts';
import { type EntryRecord, entryId } from './schemas/entries.ts';

/** Records that are changed with one command. */
const BATCH = 1_000;

/**
 * Changes of what earlier versions stored, by name, in order. Each may run several times and by several processes at once;
 * one that has run is noted and never looked for again.
 */
const migrations: Readonly<Record<string, (database: Database) => Promise<void>>> = {
  /** Tickets of versions that promised nothing yet. */
  promises: async ({ tickets }) => {
    await tickets.updateMany(
      { due: trusted({ $exists: false }) },
      { due: null, warnedAt: null, dueAlarm: null, timerAt: null },
    );
  },
  /** What was retold before entries said so themselves. */
  amended: async ({ entries }) => {
    const amendments = entries
      .find({ 'amends.seq': trusted({ $exists: true }) }, { ticket: 1, amends: 1 })
      .lean<Pick<EntryRecord, 'ticket' | 'amends'>[]>()
      .cursor({ batchSize: BATCH });
    let retold: string[] = [];
    const mark = async (): Promise<void> => {
      await entries.updateMany({ _id: trusted({ $in: retold }) }, { isAmended: true });
      retold = [];
    };
    for await (const { ticket, amends } of amendments) {
      if (amends) retold.push(entryId(ticket, amends.seq));
      if (retold.length >= BATCH) await mark();
    }
    if (retold.length > 0) await mark();
  },
  /** The one form that an installation had is that of the workflow in force. */
  formsByWorkflow: async ({ settings }) => {
    const { collection } = settings;
    await collection.updateMany({ form: { $type: 'object' } }, [
      { $set: { forms: { $arrayToObject: [[{ k: '$preset', v: '$form' }]] } } },
    ]);
    await collection.updateMany({ form: { $exists: true } }, { $unset: { form: 1 } });
  },
  /** How often promises were broken, of tickets that did not count it yet. */
  breaches: async ({ entries, tickets }) => {
    const broken = await entries.aggregate<{ _id: string; count: number }>([
      { $match: { 'changes.dueAlarm.1': 'breached', 'changes.dueAlarm.0': trusted({ $ne: 'breached' }) } },
      { $group: { _id: '$ticket', count: { $sum: 1 } } },
    ]);
    for (const { _id, count } of broken)
      await tickets.updateOne({ _id, breaches: trusted({ $exists: false }) }, { breaches: count });
  },
  /** Articles of versions in which nobody could write them. */
  manuscripts: adoptArticles,
  /** The month in which older tickets were opened, as `monthOf` has it. */
  openedMonth: async ({ tickets }) => {
    const openedAt = { $toDate: '$openedAt' };
    const years = { $multiply: [{ $year: openedAt }, 12] };
    const openedMonth = { $add: [years, { $subtract: [{ $month: openedAt }, 1] }] };
    await tickets.collection.updateMany({ openedMonth: { $exists: false } }, [{ $set: { openedMonth } }]);
  },
  /** The views that articles carried before they were counted apart. */
  articleNumbers: countEarlierViews,
};

/**
 * Creates collections and indexes that are missing, drops indexes that no schema names, and changes what earlier versions
 * stored; safe to run by several processes.
 */
export async function migrate(database: Database): Promise<void> {
  const { connection } = database;
  for (const model of Object.values(connection.models)) await model.createCollection();
  await Promise.all(Object.values(connection.models).map((model) => model.syncIndexes()));
  const done = new Set((await database.migrations.find().lean()).map(({ _id }) => _id));
  for (const [name, run] of Object.entries(migrations)) {
    if (done.has(name)) continue;
    await run(database);
    await database.migrations.updateOne(
      { _id: name },
      { $setOnInsert: { at: Date.now() } },
      { upsert: true },
    );
  }
}
