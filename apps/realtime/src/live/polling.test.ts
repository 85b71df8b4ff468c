import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { ListAnswer } from '@sportello/core';
import { SportelloClient } from '@sportello/core/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually, openTestCluster, type TestCluster } from '../testing/process.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await openTestCluster(1);
});
afterAll(() => cluster.close());

/** A network that lets no socket through until it is opened, and holds the answer to a list until it is let go. */
async function stubbornNetwork(target: string) {
  const { port: targetPort, host } = new URL(target);
  let isOpen = false;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const state = { isListHeld: false, isListDelivered: false };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { origin: _, ...headers } = incoming.headers;
    const forwarded = request({
      port: targetPort,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, host, origin: target },
    });
    forwarded.end(body);
    const [answer] = await once(forwarded, 'response');
    const answered: Buffer[] = [];
    for await (const chunk of answer) answered.push(chunk);
    const isList = body.includes('"name":"list"');
    if (isList) {
      state.isListHeld = true;
      await held;
    }
    outgoing.writeHead(answer.statusCode, { 'content-type': 'application/json' });
    outgoing.end(Buffer.concat(answered), () => {
      if (isList) state.isListDelivered = true;
    });
  });
  server.on('upgrade', (incoming, near) => {
    near.on('error', () => undefined);
    if (!isOpen) return near.destroy();
    const far = connect({ port: Number(targetPort), host: 'localhost' });
    const heads = Object.entries({ ...incoming.headers, host, origin: target });
    far.write(
      `GET ${incoming.url} HTTP/1.1\r\n${heads.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  server.listen(0);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    state,
    openForSockets: () => {
      isOpen = true;
    },
    letGo: () => letGo(),
  };
}

describe('a page that asked for its list over HTTP while no socket could be had', () => {
  it('keeps the newer list of its socket when that answer comes late', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const [process] = cluster.processes;
    if (!process) throw new Error('there is no process');
    const network = await stubbornNetwork(process.url);
    const cookie = await process.cookie('luca');
    let shown: ListAnswer['rows'] = [];
    const client = new SportelloClient(
      { url: network.url, cookie: () => cookie, transports: ['websocket'] },
      {
        list: ({ rows }) => {
          shown = rows;
        },
      },
    );
    onTestFinished(() => client.close());
    const head = (): number => shown.find((row) => row.ticket.id === ticket)?.ticket.seq ?? 0;
    client.open();
    await client.watch({ view: 'open' });
    await eventually('the question over HTTP', () => network.state.isListHeld);
    await cluster.world.run('giulia', 'ticket.reply', { ticket, body: 'Ancora una cosa' });
    network.openForSockets();
    client.wake();
    await eventually('the list over the socket', () => head() === 2);
    network.letGo();
    await eventually('the late answer', () => network.state.isListDelivered);
    // Whatever the page does with it, it has done when another question is answered.
    await client.query('inbox', {});
    expect(head()).toBe(2);
  });
});

describe('a page that can only poll', () => {
  it('is served over HTTP like any other, and nothing falls over', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const [process] = cluster.processes;
    if (!process) throw new Error('there is no process');
    const cookie = await process.cookie('luca');
    const client = new SportelloClient({ url: process.url, cookie: () => cookie, transports: ['polling'] });
    onTestFinished(() => client.close());
    const thread = client.follow(ticket, null, { changed: () => undefined });
    client.open();
    await eventually('the first window', () => thread.log !== null);
    expect(client.liveness).toBe('live');
    await cluster.world.run('giulia', 'ticket.reply', { ticket, body: 'Ancora una cosa' });
    await eventually('the reply', () => thread.log?.ticket.seq === 2);
  });
});
