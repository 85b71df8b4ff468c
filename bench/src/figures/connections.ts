import { io, type Socket } from 'socket.io-client';
import type { Figure } from '../figure.ts';
import { bareSockets } from '../raw/bareSockets.ts';
import { cpuOf, memoryOf, until, type World } from '../world.ts';

const people = [
  'giulia@rossi.example',
  'marco@rossi.example',
  'paolo@bianchi.example',
  'luca@nordest.example',
  'nadia@nordest.example',
];

async function connectMany(world: World, count: number): Promise<Socket[]> {
  const cookies = await Promise.all(people.map((email) => world.cookie(email)));
  const sockets = Array.from({ length: count }, (_, index) =>
    io(world.app.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
      randomizationFactor: 1,
      extraHeaders: { cookie: cookies[index % cookies.length] ?? '', origin: world.app.url },
    }),
  );
  await until(() => sockets.every((socket) => socket.connected), 60_000);
  return sockets;
}

/** F9: what an idle signed-in socket costs. */
export const idle: Figure = {
  id: 'F9',
  title: 'idle sockets',
  measure: async (world) => {
    const { sockets: count } = world.scale;
    const bare = await bareSockets(world.root);
    const raw = await bare.memory(count);
    await bare.close();
    const before = await memoryOf(world.app.pid);
    const sockets = await connectMany(world, count);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const each = ((await memoryOf(world.app.pid)) - before) / count;
    const cpu = await cpuOf(world.app.pid);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const busy = ((await cpuOf(world.app.pid)) - cpu) / 50;
    for (const socket of sockets) socket.disconnect();
    return [
      {
        id: 'F9',
        name: `memory of a signed-in socket (${(each / 1_024).toFixed(0)} kB) ÷ of a bare one (${(raw / 1_024).toFixed(0)} kB)`,
        value: Math.max(0, each) / Math.max(1, raw),
        target: { must: 4, goal: 2 },
      },
      { id: 'F9.cpu', name: 'processor while they idle, %', value: busy, target: { must: 5, goal: 2 } },
    ];
  },
};

/** F10: everybody cut at once. */
export const storm: Figure = {
  id: 'F10',
  title: 'storm',
  measure: async (world) => {
    const sockets = await connectMany(world, world.scale.sockets);
    const at = performance.now();
    let back = 0;
    for (const socket of sockets) {
      socket.once('connect', () => {
        socket.timeout(30_000).emit('query', { name: 'inbox', input: {} }, (error: Error | null) => {
          if (!error) back += 1;
        });
      });
      socket.io.engine.close();
    }
    await until(() => back === sockets.length, 60_000);
    const seconds = (performance.now() - at) / 1_000;
    for (const socket of sockets) socket.disconnect();
    return [
      {
        id: 'F10',
        name: `${sockets.length} sockets cut at once: all back with their view, s`,
        value: seconds,
        target: { must: 30, goal: 10 },
      },
    ];
  },
};
