import { ask } from '@sportello/domain';
import { openTestInstallation, type TestInstallation, type TestServers } from '@sportello/domain/testing';
import { openSearch } from '@sportello/search';
import { type SearchConsumer, type SearchConsumerOptions, startSearchConsumer } from '../search.ts';
import { keepRunning, quietLog } from './running.ts';

/** An installation of a test's own whose searches wait longer than people would: other tests keep the machine busy. */
export async function openPatient(servers: TestServers, name: string): Promise<TestInstallation> {
  const portal = await openTestInstallation(servers, name);
  const { meiliUrl: url, meiliKey: key } = servers;
  const search = openSearch({ url, key, prefix: name, patience: 10_000 });
  return { ...portal, installation: { ...portal.installation, search } };
}

/** A consumer that is woken as in a real process. */
export function startConsumer(
  { installation }: TestInstallation,
  more: Partial<SearchConsumerOptions> = {},
): SearchConsumer {
  const { database, search, now } = installation;
  return keepRunning(installation, startSearchConsumer({ database, search, now, log: quietLog, ...more }));
}

/** What somebody finds: who answered, numbers of tickets, messages as `ticket.entry`. */
export async function find(portal: TestInstallation, by: Parameters<TestInstallation['as']>[0], q: string) {
  const result = await ask(portal.installation, await portal.as(by), 'search', { q, limit: 50 });
  if (!result.ok) throw new Error(result.code);
  const { engine, tickets, messages } = result.data;
  return {
    engine,
    tickets: tickets.map(({ number }) => number),
    messages: messages.map(({ number, seq }) => `${number}.${seq}`),
  };
}

/** The ids of the messages that should be in the index, and of those that are. */
export async function bothSides({ installation: { database, search } }: TestInstallation) {
  const entries = await database.entries.find({}).lean();
  const gone = new Set(
    entries.flatMap(({ ticket, amends }) => (amends?.text === null ? [`${ticket}-${amends.seq}`] : [])),
  );
  const expected = entries
    .filter(
      ({ ticket, seq, body, attachments }) =>
        (body !== undefined || attachments !== undefined) && !gone.has(`${ticket}-${seq}`),
    )
    .map(({ ticket, seq }) => `${ticket}-${seq}`);
  const indexed: string[] = [];
  for await (const ids of search.idsOf('messages')) indexed.push(...ids);
  return { expected: expected.sort(), indexed: indexed.sort() };
}
