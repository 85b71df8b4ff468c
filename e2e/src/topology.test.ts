import { type Cluster, layOutCluster } from '@sportello/chaos/cluster';
import { SportelloClient, signIn } from '@sportello/core/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';

// The processes of docker-compose.yml without the containers: two web, two realtime, one worker, their servers, and a
// proxy that routes as deploy/nginx.conf does.
let cluster: Cluster;
let portal: Portal;

/** Starting ten processes and loading the demo takes its time on a busy machine. */
const PATIENCE = 300_000;

beforeAll(async () => {
  cluster = await layOutCluster({
    root: new URL('../../', import.meta.url).pathname,
    nodes: 2,
    webs: 2,
    chance: Math.random,
    settings: { DEMO: '1', TRUSTED_PROXIES: '1' },
  });
  await cluster.startServers();
  await cluster.startApplications();
  portal = await openPortal({ url: cluster.url });
}, PATIENCE);
afterAll(async () => {
  await portal?.close();
  await cluster?.close();
});

/** One of the two realtime or web processes. */
function one(group: Cluster['nodes'], index: 0 | 1) {
  const found = group[index];
  if (!found) throw new Error(`there is no process ${index}`);
  return found;
}

/** Sends whoever comes next to a realtime process. */
function leadTo(index: 0 | 1 | null): void {
  cluster.proxy.preferred = index === null ? null : one(cluster.nodes, index).port;
}

const status = async (url: string): Promise<number> => (await fetch(url, { redirect: 'manual' })).status;
const health = async (url: string): Promise<unknown> => (await fetch(`${url}/healthz`)).json();

describe('the processes of docker-compose.yml', () => {
  it('do each what they are for, and say how they are', async () => {
    for (const { port } of cluster.nodes) {
      expect(await health(`http://127.0.0.1:${port}`)).toEqual({
        status: 'ok',
        mongo: 'up',
        search: 'up',
        redis: 'up',
        mail: 'up',
      });
      expect(await status(`http://127.0.0.1:${port}/login`)).toBe(404);
    }
    for (const { port } of cluster.webs) {
      expect(await status(`http://127.0.0.1:${port}/login`)).toBe(200);
      // No socket here: it is a path like any other that it knows nothing of.
      expect(await status(`http://127.0.0.1:${port}/socket.io/`)).toBe(404);
    }
    const { url: worker } = cluster.worker.service;
    // It has no sockets, so it joins no bus.
    expect(await health(worker)).toEqual({
      status: 'ok',
      mongo: 'up',
      search: 'up',
      redis: 'off',
      mail: 'up',
    });
    expect(await status(`${worker}/login`)).toBe(404);
    expect(await health(cluster.url)).toMatchObject({ status: 'ok', redis: 'up' });
  });

  it('show people on different nodes one conversation: presence, writing, messages', async () => {
    const number = await newTicket(portal, 'Da un nodo all’altro');
    leadTo(0);
    const giulia = await onTicket(portal, people.giulia, number);
    expect(cluster.proxy.webSocketsTo(one(cluster.nodes, 0).port)).toBe(1);
    leadTo(1);
    const luca = await onTicket(portal, people.luca, number);
    expect(cluster.proxy.webSocketsTo(one(cluster.nodes, 1).port)).toBe(1);
    leadTo(null);

    await field(luca).pressSequentially('Buongiorno');
    await giulia.getByText('Luca sta scrivendo…').waitFor();
    await send(luca, 'Buongiorno Giulia, guardo subito');
    await log(giulia).getByText('guardo subito').waitFor();
    await send(giulia, 'Grazie, resto qui');
    await log(luca).getByText('resto qui').waitFor();
  });

  it('serve a page that can only poll, which needs the same node every time', async () => {
    const session = await signIn(cluster.url, people.marco, 'prova-sportello');
    if (!session.ok) throw new Error(session.code);
    const { cookie } = session.data;
    const client = new SportelloClient({ url: cluster.url, cookie: () => cookie, transports: ['polling'] });
    try {
      client.open();
      await expect.poll(() => client.liveness).toBe('live');
      for (let time = 0; time < 5; time += 1)
        expect(await client.query('inbox', {})).toMatchObject({ ok: true });
      expect(client.liveness).toBe('live');
    } finally {
      client.close();
    }
  });

  it(
    'go on when one web and one realtime process are killed: pages load, open pages come back, messages arrive',
    async () => {
      const number = await newTicket(portal, 'Metà è caduta');
      leadTo(0);
      const giulia = await onTicket(portal, people.giulia, number);
      leadTo(1);
      const luca = await onTicket(portal, people.luca, number);
      leadTo(null);

      expect(await one(cluster.webs, 0).part.kill()).toBe(true);
      expect(await one(cluster.nodes, 0).part.kill()).toBe(true);
      await send(luca, 'Mi senti ancora?');
      await log(giulia).getByText('Mi senti ancora?').waitFor();
      await send(giulia, 'Sì, ti sento');
      await log(luca).getByText('Sì, ti sento').waitFor();
      for (const page of [giulia, luca, giulia]) {
        await page.reload();
        await page.getByText('in diretta ·').waitFor();
        await log(page).getByText('Sì, ti sento').waitFor();
      }
      expect(await health(cluster.url)).toMatchObject({ status: 'ok' });
      expect(cluster.parts.flatMap(({ unexpected }) => unexpected)).toEqual([]);
      expect(await cluster.complaints()).toEqual([]);
    },
    PATIENCE,
  );
});
