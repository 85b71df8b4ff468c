import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger } from 'pino';
import { createClient } from 'redis';
import type { Server } from 'socket.io';

/** The bus between nodes: typing, presence. Nothing is stored in it and nothing breaks without it. */
export interface Bus {
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

/** Milliseconds a command may take before the bus counts as hung. */
const COMMAND_TIMEOUT = 1_000;

/**
 * How a connection to Redis behaves: it says at once when it is away, and comes back by itself.
 * @param timeout milliseconds a command may take
 */
export function redisOptions(url: string, timeout: number) {
  return {
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout },
    socket: {
      reconnectStrategy: (tries: number) => Math.min(200 * 2 ** tries, 3_000) * (0.5 + Math.random() / 2),
      connectTimeout: 3_000,
    },
  };
}

/**
 * Joins a socket server to the other nodes through Redis. It returns at once: the bus joins when Redis answers, and
 * comes back by itself.
 * @param key keeps installations that share a Redis apart
 */
export function joinBus(io: Server, url: string, key: string, log: Logger): Bus {
  const publisher = createClient(redisOptions(url, COMMAND_TIMEOUT));
  const subscriber = publisher.duplicate({ disableOfflineQueue: false, commandOptions: {} });
  let isTold = false;
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error) => {
      if (!isTold)
        log.warn(
          { err: error.message },
          'Redis is away: typing and presence stay on this node until it is back',
        );
      isTold = true;
    });
    client.on('ready', () => {
      isTold = false;
    });
  }
  Promise.all([publisher.connect(), subscriber.connect()]).catch((error: unknown) =>
    log.warn({ err: error }, 'Redis not joined'),
  );
  io.adapter(createAdapter(forgiving(publisher), forgiving(subscriber), { key, requestsTimeout: 2_000 }));
  return {
    ping: () => publisher.ping(),
    close: async () => {
      for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
    },
  };
}

const busCommands = new Set<string | symbol>([
  'publish',
  'subscribe',
  'pSubscribe',
  'unsubscribe',
  'pUnsubscribe',
]);

/** The adapter waits for none of its commands: one that fails while Redis is away must not end the process. */
function forgiving<C extends object>(client: C): C {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (!busCommands.has(property)) return value.bind(target);
      return (...values: unknown[]) => Promise.resolve(Reflect.apply(value, target, values)).catch(() => 0);
    },
  });
}
