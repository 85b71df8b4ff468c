import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, launch, type Service } from '@sportello/services';
import { io, type Socket } from 'socket.io-client';
import { quantile } from '../figure.ts';
import { memoryOf } from '../world.ts';

/** A bare Socket.IO server to compare with. */
export interface BareSockets {
  /** Milliseconds from sending in a room to receiving by another member, median at ten a second. */
  delay(messages: number): Promise<number>;
  /** Bytes of memory an idle socket costs. */
  memory(sockets: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens a socket to a bare server. */
function connect(url: string, room: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { room } });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

async function start(root: string, folder: string): Promise<Service> {
  const port = await freePort();
  return launch({
    title: 'Bare Socket.IO',
    executable: process.execPath,
    // By its address: the server runs in a folder of its own, from which no package is found.
    args: () => ['--import', import.meta.resolve('tsx'), join(root, 'bench/src/raw/sockets.ts')],
    env: { PORT: String(port) },
    folder,
    port: async () => port,
    url: (own) => `http://localhost:${own}`,
    isReady: async (own) => (await fetch(`http://127.0.0.1:${own}/healthz`).catch(() => null))?.ok ?? false,
  });
}

/** Starts the bare server. */
export async function bareSockets(root: string): Promise<BareSockets> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-bare-'));
  const server = await start(root, folder);
  return {
    delay: async (messages) => {
      const rooms = await Promise.all(
        Array.from({ length: 4 }, (_, room) =>
          Promise.all(Array.from({ length: 10 }, () => connect(server.url, String(room)))),
        ),
      );
      const delays: number[] = [];
      for (let index = 0; index < messages; index += 1) {
        const [sender, receiver] = rooms[index % rooms.length] ?? [];
        if (!sender || !receiver) continue;
        const at = performance.now();
        const heard = new Promise<void>((resolve) => receiver.once('message', () => resolve()));
        sender.emit('message', 'x'.repeat(70));
        await heard;
        delays.push(performance.now() - at);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (const socket of rooms.flat()) socket.disconnect();
      return quantile(delays, 0.5);
    },
    memory: async (sockets) => {
      const before = await memoryOf(server.pid);
      const open = await Promise.all(
        Array.from({ length: sockets }, (_, index) => connect(server.url, String(index % 4))),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const after = await memoryOf(server.pid);
      for (const socket of open) socket.disconnect();
      return (after - before) / sockets;
    },
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
