import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestInstallation } from '@sportello/domain/testing';
import type { Search } from '@sportello/search';
import { type Service, startMeilisearch } from '@sportello/services';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bothSides, find, openPatient, startConsumer } from './testing/indexing.ts';
import { stopConsumers } from './testing/running.ts';

afterEach(stopConsumers);

/** Something that one part of a test waits for and another gives. */
function signal(): { given: Promise<void>; give(): void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe('several processes, one index', () => {
  let portal: TestInstallation;
  beforeAll(async () => {
    const { meiliUrl, meiliKey } = servers();
    const name = uniqueName('sharing');
    portal = await openPatient({ mongoUrl: databaseUrl(name), meiliUrl, meiliKey }, name);
  });
  afterAll(async () => {
    await portal.installation.search.drop();
    await portal.close();
  });

  test('one process works and another waits; the work goes on where it stopped', async () => {
    const first = startConsumer(portal);
    await first.idle();
    const second = startConsumer(portal);
    const { ticket, number } = await portal.openTicket('marco', { title: 'Il ginepro' });
    await first.idle();
    expect((await find(portal, 'marco', 'ginepro')).tickets).toEqual([number]);
    await first.stop();
    await portal.run('luca', 'ticket.reply', { ticket, body: 'Il mirtillo è finito' });
    await second.idle();
    expect((await find(portal, 'marco', 'mirtillo')).messages).toEqual([`${number}.2`]);
  });

  test('a process that was frozen while another took over undoes nothing', async () => {
    const { database, search } = portal.installation;
    const [standing, thawed, gone] = [signal(), signal(), signal()];
    let isFreezing = false;
    const slow: Search = {
      ...search,
      put: async (index, documents) => {
        if (index !== 'tickets' || !isFreezing) return search.put(index, documents);
        standing.give();
        await thawed.given;
        const rejected = await search.put(index, documents);
        gone.give();
        return rejected;
      },
    };
    const frozen = startConsumer(portal, { search: slow });
    await portal.openTicket('marco');
    await frozen.idle();
    isFreezing = true;
    const { ticket } = await portal.openTicket('marco', { title: 'Il sambuco' });
    await standing.given;
    // Its lease runs out while it stands still, and another takes over.
    await database.leases.deleteOne({ _id: 'search' });
    const other = startConsumer(portal);
    await portal.run('luca', 'ticket.reply', { ticket, body: 'Fiori di sambuco' });
    await other.idle();
    const indexed = async () => (await search.ticketsKnown([ticket])).get(ticket)?.seq;
    expect(await indexed()).toBe(2);
    // Longer than a process believes in its lease without asking.
    await delay(5_500);
    thawed.give();
    await gone.given;
    await expect.poll(indexed, { timeout: 20_000 }).toBe(2);
  });

  test('an index that was changed behind our back is mended at the next start', async () => {
    const { database, search } = portal.installation;
    const consumer = startConsumer(portal);
    const { ticket, number } = await portal.openTicket('marco', {
      title: 'La genziana',
      description: 'Amaro alla genziana',
    });
    await consumer.idle();
    await consumer.stop();
    const [entry] = await database.entries.find({ ticket }).lean();
    if (!entry) throw new Error('a ticket has an entry');
    await search.remove('tickets', [ticket]);
    await search.remove('messages', [`${ticket}-1`]);
    const ghost = {
      ...(await database.tickets.findById(ticket).lean()),
      id: 'f'.repeat(24),
      title: 'Fantasma di genziana',
    };
    await search.put('tickets', [
      {
        ...ghost,
        seq: 1,
        number: 9,
        company: entry.ticket,
        participants: [],
        collaborators: [],
        gate: 'open',
        at: 1,
        titleText: ghost.title,
        excerpt: '',
        excerptText: '',
        codes: [],
      },
    ]);
    const next = startConsumer(portal);
    await next.idle();
    const patience = { timeout: 20_000 };
    await expect
      .poll(async () => (await find(portal, 'luca', 'genziana')).messages, patience)
      .toEqual([`${number}.1`]);
    await expect.poll(async () => (await search.ticketsKnown(['f'.repeat(24)])).size, patience).toBe(0);
    const { expected, indexed } = await bothSides(portal);
    expect(indexed).toEqual(expected);
  });
});

describe('on an engine of its own', () => {
  const masterKey = 'master-key-of-the-consumer-test';
  const name = uniqueName('healing');
  let folder: string;
  let engine: Service;
  let own: TestInstallation;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sportello-healing-'));
    engine = await startMeilisearch({ dataDir: folder, masterKey });
    own = await openPatient({ mongoUrl: databaseUrl(name), meiliUrl: engine.url, meiliKey: masterKey }, name);
  });
  afterAll(async () => {
    await own.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const restart = async (meanwhile: () => Promise<unknown>, end: 'stop' | 'kill'): Promise<void> => {
    const { port } = engine;
    await engine[end]();
    await meanwhile();
    engine = await startMeilisearch({ dataDir: folder, masterKey, port });
  };

  test('killed amid the work: writing goes on, search says so, and the index catches up', async () => {
    const consumer = startConsumer(own);
    const { ticket, number } = await own.openTicket('marco', { title: 'Il melograno' });
    await consumer.idle();
    const writing = Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        own.run('luca', 'ticket.reply', { ticket, body: `melagrana ${n}` }),
      ),
    );
    await restart(async () => {
      expect((await writing).every(({ ok }) => ok)).toBe(true);
      expect(await find(own, 'marco', `#${number}`)).toMatchObject({ engine: 'database', tickets: [number] });
    }, 'kill');
    await consumer.idle();
    const { expected, indexed } = await bothSides(own);
    expect(indexed).toEqual(expected);
    const found = await find(own, 'marco', 'melagrana 59');
    expect(found.engine).toBe('meilisearch');
    expect(found.messages).toHaveLength(1);
  });

  test('emptied: the index is built anew by itself, and nobody is told that nothing was found', async () => {
    const consumer = startConsumer(own);
    await consumer.idle();
    const engines = new Set<string>();
    await restart(() => rm(join(folder, 'db'), { recursive: true }), 'stop');
    await expect
      .poll(
        async () => {
          const found = await find(own, 'marco', 'melograno');
          if (found.tickets.length === 0) engines.add(found.engine);
          return found.engine;
        },
        { timeout: 30_000 },
      )
      .toBe('meilisearch');
    expect([...engines]).toEqual([]);
    await consumer.idle();
    const { expected, indexed } = await bothSides(own);
    expect(indexed).toEqual(expected);
  });
});
