import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SportelloClient } from '@sportello/core/client';
import { readEnvironment } from '@sportello/domain';
import { openTestInstallation, TEST_SECRET } from '@sportello/domain/testing';
import { freePort } from '@sportello/services';
import { servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProcess } from '../process.ts';
import { eventually } from '../testing/process.ts';

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

/** A process that can lose sight of its database, and a customer with a page of it open. */
async function openPage() {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const name = uniqueName('deaf');
  const world = await openTestInstallation(servers(), name, { origin });
  onTestFinished(() => world.close());
  const way = await openWay(new URL(servers().mongoUrl));
  const installation = await world.another({ mongoUrl: way.url });
  const { mongoUrl, meiliUrl, meiliKey } = servers();
  const running = await openProcess({
    env: readEnvironment({
      MONGO_URL: mongoUrl,
      MEILI_URL: meiliUrl,
      MEILI_MASTER_KEY: meiliKey,
      ORIGIN: origin,
      AUTH_SECRET: TEST_SECRET,
      PORT: String(port),
      DEMO: '1',
    }),
    installation,
    server: createHttpServer(),
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => running.close());
  const { ticket } = await world.openTicket('marco');
  const { cookie } = await world.signIn('marco');
  const client = new SportelloClient({ url: origin, cookie: () => cookie }, {});
  onTestFinished(() => client.close());
  client.open();
  await eventually('the connection', () => client.liveness === 'live');
  const overHttp = async (): Promise<unknown> => {
    const response = await fetch(`${origin}/api/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ name: 'sync', input: { ticket } }),
    });
    return response.json();
  };
  const ask = () => [client.query('sync', { ticket }), overHttp()];
  const endRights = () =>
    world.installation.database.people.updateOne(
      { _id: world.ids.people.get('marco') ?? '' },
      { active: false },
    );
  return { way, ask, endRights };
}

/** Longer than a process takes its memory for current. */
const TOO_LONG = 1_000;

describe('a process that lost sight of the database', () => {
  it('gives nothing to whom it has not looked up again (RTC-06)', async () => {
    const { way, ask, endRights } = await openPage();
    for (const answer of await Promise.all(ask())) expect(answer).toMatchObject({ ok: true });
    way.lose();
    await endRights();
    await delay(TOO_LONG);
    const asked = ask();
    await delay(100);
    way.find();
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: false });
  });

  it('keeps back what it was reading for somebody whose rights ended meanwhile (RTC-07)', async () => {
    const { way, ask, endRights } = await openPage();
    for (const answer of await Promise.all(ask())) expect(answer).toMatchObject({ ok: true });
    way.lose();
    const asked = ask();
    await endRights();
    await delay(TOO_LONG);
    way.find();
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: false });
  });
});
