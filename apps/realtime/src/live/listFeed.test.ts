import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { SportelloClient } from '@sportello/core/client';
import { People } from '@sportello/domain';
import { openTestInstallation } from '@sportello/domain/testing';
import { freePort } from '@sportello/services';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/process.ts';
import { openSockets } from './sockets.ts';

/** Looks up the names of rows for one reader slowly, once. */
class SlowPeople extends People {
  slowFor: string | null = null;
  lookUps = 0;
  goOn: () => void = () => undefined;

  override async directory(...given: Parameters<People['directory']>): ReturnType<People['directory']> {
    const [viewer, tickets] = given;
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

it('a row that was slow to be made never comes after a newer one', async () => {
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
  const heads: number[] = [];
  // Of the same company and not taking part: the list alone tells her of it.
  const { cookie } = await world.signIn('giulia');
  const client = new SportelloClient(
    { url: origin, cookie: () => cookie, transports: ['websocket'] },
    {
      list: ({ rows }) => heads.push(...rows.map((row) => row.ticket.seq)),
      tickets: ({ rows }) => heads.push(...rows.map((row) => row.ticket.seq)),
    },
  );
  onTestFinished(() => client.close());
  client.open();
  await client.watch({ view: 'open' });
  await eventually('the list', () => heads.length > 0);

  people.slowFor = world.ids.people.get('giulia') ?? '';
  await world.run('marco', 'ticket.reply', { ticket, body: 'uno' });
  await eventually('the slow row', () => people.lookUps === 1);
  await world.run('marco', 'ticket.reply', { ticket, body: 'due' });
  // Long enough for the next row to be due: it must wait for the slow one all the same.
  await delay(500);
  people.goOn();
  await eventually('the last row', () => heads.includes(3));
  await client.query('inbox', {});
  expect(heads).toEqual([1, 2, 3]);
});
