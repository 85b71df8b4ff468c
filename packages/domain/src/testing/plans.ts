import type { Installation } from '../installation.ts';

/** A read as it was sent to the database. */
export type SentCommand = Readonly<Record<string, unknown>>;

const reads = ['find', 'aggregate', 'count'] as const;

/** What the database did for a read. */
export interface Plan {
  readonly command: SentCommand;
  /** All stages of the winning plan. */
  readonly stages: readonly string[];
  readonly returned: number;
  readonly keysExamined: number;
  readonly documentsExamined: number;
}

/** The address of a database that tells what is sent to it: see {@link readsOf}. */
export function toldUrl(url: string): string {
  const told = new URL(url);
  told.searchParams.set('monitorCommands', 'true');
  return told.href;
}

/**
 * The reads that some work sends, each as it was sent: what is explained is what is really asked.
 * @param installation opened on a {@link toldUrl}
 */
export async function readsOf(
  installation: Installation,
  work: () => Promise<unknown>,
): Promise<SentCommand[]> {
  const client = installation.database.connection.getClient();
  const sent: SentCommand[] = [];
  const listen = ({ commandName, command }: { commandName: string; command: SentCommand }): void => {
    if (reads.some((name) => name === commandName) && !isOnChangeStream(command)) sent.push(command);
  };
  client.on('commandStarted', listen);
  try {
    await work();
  } finally {
    client.off('commandStarted', listen);
  }
  return sent;
}

/** The bell is no read of anybody's. */
function isOnChangeStream({ pipeline }: SentCommand): boolean {
  return Array.isArray(pipeline) && JSON.stringify(pipeline[0] ?? null).startsWith('{"$changeStream"');
}

/** Lets the database carry a read out once more and tell how it did it. */
export async function explain({ database }: Installation, command: SentCommand): Promise<Plan> {
  const { connection } = database;
  const {
    lsid: _l,
    $db: _d,
    $clusterTime: _c,
    readConcern: _r,
    txnNumber: _t,
    autocommit: _a,
    ...asked
  } = command;
  const explained = await connection
    .getClient()
    .db(connection.name)
    .command({ explain: asked, verbosity: 'executionStats' });
  const plans = found(explained, 'winningPlan');
  const stats = found(explained, 'executionStats');
  const sum = (field: string): number =>
    stats.reduce<number>((all, one) => all + Number((one as SentCommand)[field] ?? 0), 0);
  return {
    command: asked,
    stages: plans.flatMap((plan) => found(plan, 'stage').map(String)),
    returned: sum('nReturned'),
    keysExamined: sum('totalKeysExamined'),
    documentsExamined: sum('totalDocsExamined'),
  };
}

/** All values of a field, however deep it stands. */
function found(value: unknown, field: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === field ? [inner] : []),
    ...found(inner, field),
  ]);
}
