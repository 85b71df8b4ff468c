import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SportelloClient } from '@sportello/core/client';
import { openTestInstallation } from '@sportello/domain/testing';
import { freePort } from '@sportello/services';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/process.ts';
import { openSockets } from './sockets.ts';

/** The way of a process to its database, which can lose everything that is on it without anybody noticing. */
async function openWay(target: URL) {
  const links = new Set<Socket>();
  let isLost = false;
  const way = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      links.add(from);
      from.on('data', (bytes) => isLost || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        links.delete(from);
        to.destroy();
      });
    }
  });
  const port = await freePort();
  way.listen(port, '127.0.0.1');
  await once(way, 'listening');
  const cut = (): void => {
    for (const link of links) link.destroy();
  };
  onTestFinished(() => {
    cut();
    way.close();
  });
  return {
    url: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    lose: () => {
      isLost = true;
    },
    find: () => {
      isLost = false;
      cut();
    },
  };
}

it('a process that lost sight of the database gives nothing to whom it has not looked up again', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const world = await openTestInstallation(servers(), uniqueName('deaf'), { origin });
  onTestFinished(() => world.close());
  const way = await openWay(new URL(servers().mongoUrl));
  const installation = await world.another({ mongoUrl: way.url });
  const live = openSockets(installation, pino({ level: 'silent' }));
  const server = createHttpServer().listen(port);
  live.attach(server);
  onTestFinished(async () => {
    await live.close();
    server.close();
  });
  const { ticket } = await world.openTicket('marco');
  const { cookie } = await world.signIn('marco');
  const client = new SportelloClient({ url: origin, cookie: () => cookie }, {});
  onTestFinished(() => client.close());
  client.open();
  await eventually('the connection', () => client.liveness === 'live');
  expect(await client.query('sync', { ticket })).toMatchObject({ ok: true });

  way.lose();
  await world.installation.database.people.updateOne(
    { _id: world.ids.people.get('marco') ?? '' },
    { active: false },
  );
  // Longer than a process takes its memory for current.
  await delay(1_000);
  const asked = client.query('sync', { ticket });
  const identified = installation.identity.identify(cookie);
  await delay(100);
  way.find();
  expect(await asked).toMatchObject({ ok: false });
  expect(await identified).toBeNull();
});
