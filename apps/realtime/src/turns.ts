import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Turns } from '@sportello/models';
import type { Logger } from 'pino';
import { type CommandParser, createClient, defineScript } from 'redis';
import { redisOptions } from './redis.ts';

/** Milliseconds a turn lasts at most: whoever ended without giving it back holds nobody up for longer. */
const LEASE = 1_000;
/** Milliseconds that Redis may take to answer; without an answer every turn is granted. */
const PATIENCE = 100;
/** Milliseconds for which Redis is not asked after it did not answer. */
const LEFT_ALONE = 1_000;
/** Milliseconds for which Redis remembers where a ticket stands. */
const REMEMBERED = 60_000;

const key = (ticket: string): string => `sportello:turn:${ticket}`;

const scripts = {
  take: defineScript({
    SCRIPT: `
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local seqs = {}
      for i, key in ipairs(KEYS) do
        local turn = redis.call('HMGET', key, 'holder', 'until', 'seq', 'waiting')
        if not turn[1] or turn[1] == ARGV[1] or tonumber(turn[2]) <= now then
          redis.call('HSET', key, 'holder', ARGV[1], 'until', now + ARGV[2])
          if turn[4] == ARGV[1] then redis.call('HDEL', key, 'waiting') end
          seqs[i] = tonumber(turn[3] or 0)
        else
          redis.call('HSET', key, 'waiting', ARGV[1])
          seqs[i] = -1
        end
        redis.call('PEXPIRE', key, ARGV[3])
      end
      return seqs`,
    parseCommand(parser: CommandParser, process: string, tickets: readonly string[]) {
      parser.pushKeysLength(tickets.map(key));
      parser.push(process, String(LEASE), String(REMEMBERED));
    },
    transformReply: (reply: number[]): number[] => reply,
  }),
  giveBack: defineScript({
    SCRIPT: `
      local wanted = {}
      for i, key in ipairs(KEYS) do
        local turn = redis.call('HMGET', key, 'holder', 'waiting')
        local seq = tonumber(ARGV[i + 1])
        if seq > 0 then redis.call('HSET', key, 'seq', seq) end
        if turn[1] == ARGV[1] then
          redis.call('HDEL', key, 'holder', 'until', 'waiting')
          if turn[2] and turn[2] ~= ARGV[1] then wanted[#wanted + 1] = i end
        end
      end
      return wanted`,
    parseCommand(parser: CommandParser, process: string, left: ReadonlyMap<string, number>) {
      parser.pushKeysLength([...left.keys()].map(key));
      parser.push(process, ...[...left.values()].map(String));
    },
    transformReply: (reply: number[]): number[] => reply,
  }),
};

/** Turns between the processes of an installation, kept in Redis. */
export interface SharedTurns extends Turns {
  close(): void;
}

/**
 * Takes turns with other processes through Redis. Where it is away, or does not answer at once, every turn is granted: then
 * writers meet, and one of them begins again.
 * @param url of the Redis
 */
export function openTurns(url: string, log: Logger): SharedTurns {
  const process = randomUUID();
  const client = createClient({ ...redisOptions(url, PATIENCE), scripts });
  // The bus tells that Redis is away.
  client.on('error', (error: Error) => log.debug({ err: error.message }, 'no turns while Redis is away'));
  client.connect().catch((error: unknown) => log.debug({ err: error }, 'turns not joined'));
  let leftAloneUntil = Number.NEGATIVE_INFINITY;
  const ask = async (question: () => Promise<number[]>): Promise<number[] | null> => {
    if (!client.isReady || performance.now() < leftAloneUntil) return null;
    // A command that was sent cannot be called back: a Redis that stands still answers it when it goes on.
    const answer = await Promise.race([question().catch(() => null), pause(PATIENCE, null, { ref: false })]);
    if (answer === null) leftAloneUntil = performance.now() + LEFT_ALONE;
    return answer;
  };
  return {
    take: async (tickets) => {
      const seqs = tickets.length > 0 ? await ask(() => client.take(process, tickets)) : [];
      const granted = tickets.map((ticket, index) => [ticket, seqs ? (seqs[index] ?? 0) : 0] as const);
      return new Map(granted.filter(([, seq]) => seq >= 0));
    },
    giveBack: async (left) => {
      const wanted = left.size > 0 ? await ask(() => client.giveBack(process, left)) : [];
      const tickets = [...left.keys()];
      return (wanted ?? []).flatMap((place) => tickets[place - 1] ?? []);
    },
    close: () => {
      if (client.isOpen) client.destroy();
    },
  };
}
