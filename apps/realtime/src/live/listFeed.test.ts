import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { PURGE_DAYS, type TicketRow } from '@sportello/core';
import { SportelloClient } from '@sportello/core/client';
import { People, runTimers } from '@sportello/domain';
import { openTestInstallation } from '@sportello/domain/testing';
import { freePort } from '@sportello/services';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/process.ts';
import { openSockets } from './sockets.ts';

/** Looks up the names of rows for one reader slowly, once; those of entries fail once where they are told to. */
class SlowPeople extends People {
  slowFor: string | null = null;
  failsOnce = false;
  lookUps = 0;
  goOn: () => void = () => undefined;

  override async directory(...given: Parameters<People['directory']>): ReturnType<People['directory']> {
    const [viewer, tickets, entries = []] = given;
    if (this.failsOnce && entries.length > 0) {
      this.failsOnce = false;
      throw new Error('the database is away');
    }
    if (viewer.person === this.slowFor && tickets.length > 0) {
      this.lookUps += 1;
      if (this.lookUps === 1)
        await new Promise<void>((resolve) => {
          this.goOn = resolve;
        });
    }
    return super.directory(...given);
  }
}

/** Giulia with a list open, and the heads of the ticket of Marco's in the order in which its rows reach her. */
async function connected({ takesPart }: { takesPart: boolean }) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const world = await openTestInstallation(servers(), uniqueName('feed'), { origin });
  onTestFinished(() => world.close());
  const installation = await world.another();
  const people = new SlowPeople(installation.database);
  const server = createServer().listen(port);
  const live = openSockets({ ...installation, people }, pino({ level: 'silent' }));
  live.attach(server);
  onTestFinished(async () => {
    await live.close();
    server.close();
  });
  const { ticket } = await world.openTicket('marco');
  if (takesPart) await world.run('giulia', 'ticket.reply', { ticket, body: 'anch’io' });
  const heads: number[] = [];
  const gone: string[] = [];
  const note = (rows: readonly TicketRow[]) => heads.push(...rows.map((row) => row.ticket.seq));
  const { cookie } = await world.signIn('giulia');
  const client = new SportelloClient(
    { url: origin, cookie: () => cookie, transports: ['websocket'] },
    {
      list: ({ rows }) => note(rows),
      tickets: (event) => {
        note(event.rows);
        gone.push(...event.gone);
      },
      badge: ({ rows }) => note(rows),
    },
  );
  onTestFinished(() => client.close());
  client.open();
  await eventually('the connection', () => client.liveness === 'live');
  const slowDown = (): void => {
    people.slowFor = world.ids.people.get('giulia') ?? '';
  };
  return {
    client,
    world,
    people,
    slowDown,
    heads,
    gone,
    ticket,
    write: (body: string) => world.run('marco', 'ticket.reply', { ticket, body }),
  };
}

it.each([
  // The list alone tells her of it.
  { takesPart: false, known: 1 },
  { takesPart: true, known: 2 },
])(
  'a row that was slow to be made never comes after a newer one ($takesPart)',
  async ({ takesPart, known }) => {
    const { client, people, slowDown, heads, write } = await connected({ takesPart });
    await client.watch({ view: 'open' });
    slowDown();
    await write('uno');
    await eventually('the slow row', () => people.lookUps === 1);
    await write('due');
    // Long enough for the next row to be due: it must wait for the slow one all the same.
    await delay(500);
    people.goOn();
    await eventually('the last row', () => heads.includes(known + 2));
    await client.query('inbox', {});
    expect(heads).toEqual([...heads].sort((one, other) => one - other));
    expect(new Set(heads)).toEqual(new Set([known, known + 1, known + 2]));
  },
);

it('a change that could not be passed on is shown all the same', async () => {
  const { client, people, heads, ticket, write } = await connected({ takesPart: false });
  await client.watch({ view: 'open' });
  client.follow(ticket, null, { changed: () => undefined });
  await client.query('inbox', {});
  people.failsOnce = true;
  await write('uno');
  await eventually('the row', () => heads.includes(2));
  expect(people.failsOnce).toBe(false);
});

it('a list that was slow to be read never comes after what was pushed behind it', async () => {
  const { client, people, slowDown, heads, write } = await connected({ takesPart: false });
  slowDown();
  const watching = client.watch({ view: 'open' });
  await eventually('the slow list', () => people.lookUps === 1);
  await write('uno');
  await eventually('the row', () => people.lookUps === 2);
  people.goOn();
  await watching;
  await eventually('the row on the page', () => heads.length === 2);
  expect(heads).toEqual([1, 2]);
});

it('a ticket enters and leaves a narrowed list as it begins and ceases to fit', async () => {
  const { client, world, ticket, heads, gone } = await connected({ takesPart: false });
  await client.watch({
    view: 'open',
    priority: 'high',
    requestType: 'assistance',
    requester: world.ids.people.get('marco') ?? '',
    from: world.installation.now() - 24 * 60 * 60 * 1000,
  });
  expect(heads).toEqual([]);
  await world.run('marco', 'ticket.prioritise', { ticket, priority: 'high' });
  await eventually('the row that fits', () => heads.includes(2));
  await world.run('marco', 'ticket.prioritise', { ticket, priority: 'low' });
  await eventually('the row that fits no more', () => gone.includes(ticket));
});

it('a ticket that is purged leaves the lists of those who look at it', async () => {
  const { client, world, ticket, heads, gone } = await connected({ takesPart: true });
  await world.installation.search.ensureIndexes();
  await world.run('luca', 'ticket.move', { ticket, to: 'discarded', reason: 'Non è nostro' });
  const before = heads.length;
  await client.watch({ view: 'closed' });
  await eventually('the list with it', () => heads.length > before);
  world.clock.ahead = PURGE_DAYS * 24 * 3_600_000 + 1_000;
  await runTimers(world.installation);
  await eventually('its leaving', () => gone.includes(ticket));
});
