import { MongoClient } from 'mongodb';
import {
  type Conversation,
  closeConversations,
  delays,
  MESSAGE,
  openConversations,
  write,
} from '../conversation.ts';
import { type Figure, quantile } from '../figure.ts';
import { bareSockets } from '../raw/bareSockets.ts';
import { rawInserts } from '../raw/inserts.ts';
import { cpuOf, type World } from '../world.ts';

const TICKETS = 50;

interface Load {
  readonly perSecond: number;
  readonly p99: number;
  readonly messages: number;
}

/** Everybody writes as fast as acknowledgements come, or at a rate. */
async function sustain(
  conversations: readonly Conversation[],
  milliseconds: number,
  perSecond = Number.POSITIVE_INFINITY,
): Promise<Load> {
  const taken: number[] = [];
  const writers = conversations.flatMap(({ ticket, customer, operator }) => [
    { ticket, client: customer },
    { ticket, client: operator },
  ]);
  const pause = (writers.length * 1_000) / perSecond;
  const begun = performance.now();
  const loop = async ({ ticket, client }: (typeof writers)[number]): Promise<void> => {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * pause));
    while (performance.now() - begun < milliseconds) {
      const at = performance.now();
      taken.push(await write(client, ticket));
      const rest = pause - (performance.now() - at);
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  };
  await Promise.all(writers.map(loop));
  return {
    perSecond: (taken.length * 1_000) / (performance.now() - begun),
    p99: quantile(taken, 0.99),
    messages: taken.length,
  };
}

/** F1, F4, F11: how much, at what cost, and what a second node costs. */
export const sustained: Figure = {
  id: 'F1',
  title: 'sustained load',
  measure: async (world) => {
    const raw = await rawInserts(world.mongoUrl, world.scale.load);
    const conversations = await openConversations(world, TICKETS);
    const one = await sustain(conversations, world.scale.load);
    const before = await cpuOf(world.app.pid);
    const half = await sustain(conversations, world.scale.load, one.perSecond / 2);
    const cpu = ((await cpuOf(world.app.pid)) - before) / half.messages;
    closeConversations(conversations);
    const two = await world.withNode(null, async (url) => {
      const across = await openConversations(world, TICKETS, url);
      const load = await sustain(across, world.scale.load);
      closeConversations(across);
      return load;
    });
    return [
      {
        id: 'F1',
        name: `messages/s ÷ raw inserts/s (${one.perSecond.toFixed(0)} ÷ ${raw.perSecond.toFixed(0)})`,
        value: one.perSecond / raw.perSecond,
        target: { must: 0.25, goal: 0.6, direction: 'at_least' },
      },
      {
        id: 'F1.p99',
        name: 'p99 of its acknowledgements, ms',
        value: one.p99,
        target: { must: 1_000, goal: 500 },
      },
      { id: 'F4', name: 'processor time a message, ms', value: cpu, target: { must: 4, goal: 1.5 } },
      {
        id: 'F11',
        name: 'two nodes ÷ one',
        value: two.perSecond / one.perSecond,
        target: { must: 0.8, goal: 1, direction: 'at_least' },
      },
    ];
  },
};

/** F2, F3: from Send to the other page. */
export const delivery: Figure = {
  id: 'F2',
  title: 'delivery',
  measure: async (world) => {
    const bare = await bareSockets(world.root);
    const [socket, raw] = [await bare.delay(60), await rawInserts(world.mongoUrl, 1_500)];
    await bare.close();
    const conversations = await openConversations(world, 1);
    const [conversation] = conversations;
    if (!conversation) throw new Error('no conversation');
    const taken = await delays(conversation, world.scale.messages, 80);
    closeConversations(conversations);
    const p50 = quantile(taken, 0.5);
    return [
      {
        id: 'F2',
        name: `send → shown p50 (${p50.toFixed(1)} ms) ÷ raw socket + raw insert`,
        value: p50 / (socket + raw.p50),
        target: { must: 5, goal: 2.5 },
      },
      { id: 'F3', name: 'its p99 ÷ p50', value: quantile(taken, 0.99) / p50, target: { must: 8, goal: 4 } },
    ];
  },
};

async function commandsSoFar(url: string): Promise<number> {
  const client = await MongoClient.connect(url);
  try {
    const { metrics } = await client.db('admin').command({ serverStatus: 1 });
    const counted = [
      'find',
      'insert',
      'update',
      'delete',
      'findAndModify',
      'aggregate',
      'bulkWrite',
      'count',
      'commitTransaction',
      'abortTransaction',
    ];
    return counted.reduce((sum, name) => sum + Number(metrics.commands[name]?.total ?? 0), 0);
  } finally {
    await client.close();
  }
}

/** F5: what a message asks of MongoDB, and what travels. */
export const frugal: Figure = {
  id: 'F5',
  title: 'frugality',
  measure: async (world) => {
    const conversations = await openConversations(world, 1);
    const [conversation] = conversations;
    if (!conversation) throw new Error('no conversation');
    const stranger = await world.client('paolo@bianchi.example');
    let strange = 0;
    stranger.follow(conversation.ticket, null, {
      changed: () => undefined,
      received: () => {
        strange += 1;
      },
    });
    let bytes = 0;
    conversation.operator.unfollow(conversation.ticket);
    conversation.operator.follow(conversation.ticket, null, {
      changed: () => undefined,
      received: (entries, via) => {
        if (via === 'live')
          bytes = Math.max(
            bytes,
            Buffer.byteLength(JSON.stringify(['entries', { ticket: conversation.ticket, entries }])),
          );
      },
    });
    await write(conversation.customer, conversation.ticket);
    const idle = await commandsDuring(world, () => new Promise((resolve) => setTimeout(resolve, 4_000)));
    const count = 60;
    const busy = await commandsDuring(world, async () => {
      for (let index = 0; index < count; index += 1) {
        await write(conversation.customer, conversation.ticket);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    });
    closeConversations(conversations);
    stranger.close();
    return [
      {
        id: 'F5',
        name: 'MongoDB commands a message, all processes and the index included',
        value: Math.max(0, busy.commands - (idle.commands * busy.ms) / idle.ms) / count,
        target: { must: 6, goal: 4 },
      },
      {
        id: 'F5.bytes',
        name: `bytes of the frame for a text of ${MESSAGE.length} bytes`,
        value: bytes,
        target: { must: 1_000, goal: 500 },
      },
      {
        id: 'F5.outside',
        name: 'frames to sockets outside the audience',
        value: strange,
        target: { must: 0, goal: 0 },
      },
    ];
  },
};

async function commandsDuring(
  world: World,
  work: () => Promise<unknown>,
): Promise<{ commands: number; ms: number }> {
  const before = await commandsSoFar(world.mongoUrl);
  const at = performance.now();
  await work();
  const ms = performance.now() - at;
  return { commands: (await commandsSoFar(world.mongoUrl)) - before, ms };
}
