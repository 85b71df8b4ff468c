import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Written } from '../commands.ts';
import { type ErrorCode, type Result, refuse } from '../errors.ts';
import { idOf } from '../testing/people.ts';
import { memoryStore, Outbox, type OutboxItem } from './outbox.ts';

let made = 0;
/** A reply to one of a few tickets, with a key of its own. */
function reply(ticket = 1, body = 'Ecco'): Omit<OutboxItem, 'at' | 'refusal'> {
  made += 1;
  const key = `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
  return { key, ticket: idOf(ticket), name: 'ticket.reply', input: { ticket: idOf(ticket), body } };
}

type Fate = 'arrives' | 'is lost' | 'arrives, answer lost';

/** A server that recognises keys, behind a connection with moods. */
class FakeServer {
  readonly log: { readonly key: string; readonly ticket: string }[] = [];
  readonly fates: Fate[] = [];
  isUp = true;
  sends = 0;
  refuses: ErrorCode | null = null;

  send = async (item: OutboxItem): Promise<Result<Written>> => {
    this.sends += 1;
    const fate = this.isUp ? (this.fates.shift() ?? 'arrives') : 'is lost';
    await Promise.resolve();
    if (fate === 'is lost') return refuse('store_unavailable', { retryAfter: 500 });
    if (this.refuses) return refuse(this.refuses);
    if (!this.log.some(({ key }) => key === item.key)) this.log.push({ key: item.key, ticket: item.ticket });
    if (fate === 'arrives, answer lost') return refuse('store_unavailable', { retryAfter: 500 });
    const seq = this.log.findIndex(({ key }) => key === item.key) + 1;
    return { ok: true, data: { ticket: item.ticket, number: 1001, seq, pub: seq, at: 0 } };
  };
}

const keysOf = (items: readonly { readonly key: string }[]): string[] => items.map(({ key }) => key);

async function emptied(outbox: Outbox): Promise<void> {
  let tries = 0;
  do {
    await outbox.flush();
    tries += 1;
  } while (tries < 50 && outbox.items.some(({ refusal }) => refusal === null));
}

describe('what a person sent', () => {
  it('is delivered in the order it was written, one at a time per ticket', async () => {
    const server = new FakeServer();
    let underWay = 0;
    let most = 0;
    const outbox = new Outbox({
      store: memoryStore(),
      send: async (item) => {
        underWay += 1;
        most = Math.max(most, underWay);
        const answer = await server.send(item);
        underWay -= 1;
        return answer;
      },
    });
    const items = [reply(), reply(), reply(), reply()];
    await Promise.all(items.map((item) => outbox.add(item)));
    await emptied(outbox);
    expect(keysOf(server.log)).toEqual(keysOf(items));
    expect(most).toBe(1);
  });

  it('waits, visibly, while the server cannot be had, and goes out once when it can', async () => {
    const server = new FakeServer();
    server.isUp = false;
    const shown: number[] = [];
    const delivered: string[] = [];
    const outbox = new Outbox({
      store: memoryStore(),
      send: server.send,
      changed: (items) => shown.push(items.length),
      delivered: ({ key }) => delivered.push(key),
    });
    const items = [reply(), reply()];
    for (const item of items) await outbox.add(item);
    expect(outbox.items).toHaveLength(2);
    server.isUp = true;
    await outbox.flush();
    expect([keysOf(server.log), delivered, outbox.items, shown.at(-1)]).toEqual([
      keysOf(items),
      keysOf(items),
      [],
      0,
    ]);
  });

  it('never overtakes an earlier message of the same ticket, but does not wait for another ticket', async () => {
    const server = new FakeServer();
    const [first, second, elsewhere] = [reply(1), reply(1), reply(2)];
    const outbox = new Outbox({
      store: memoryStore(),
      send: async (item) =>
        item.key === first.key && !server.isUp
          ? refuse('going_away', { retryAfter: 1 })
          : server.send({ ...item }),
    });
    server.isUp = false;
    for (const item of [first, second]) await outbox.add(item);
    server.isUp = true;
    await outbox.add(elsewhere);
    await emptied(outbox);
    const ofFirst = server.log.filter(({ ticket }) => ticket === first.ticket);
    expect(keysOf(ofFirst)).toEqual([first.key, second.key]);
    expect(keysOf(server.log)).toContain(elsewhere.key);
  });

  it('stays with its text when the server refuses it, and lets later messages pass', async () => {
    const server = new FakeServer();
    server.refuses = 'reopen_expired';
    const outbox = new Outbox({ store: memoryStore(), send: server.send });
    const refused = reply();
    await outbox.add(refused);
    await emptied(outbox);
    server.refuses = null;
    const later = reply();
    await outbox.add(later);
    await emptied(outbox);
    expect(keysOf(server.log)).toEqual([later.key]);
    expect(outbox.items).toMatchObject([
      { key: refused.key, input: refused.input, refusal: { code: 'reopen_expired' } },
    ]);
    await outbox.retry(refused.key);
    expect(keysOf(server.log)).toEqual([later.key, refused.key]);
    expect(outbox.items).toEqual([]);
  });

  it('can be taken back before it went out', async () => {
    const server = new FakeServer();
    server.isUp = false;
    const store = memoryStore();
    const outbox = new Outbox({ store, send: server.send });
    const item = reply();
    await outbox.add(item);
    await outbox.discard(item.key);
    server.isUp = true;
    await outbox.flush();
    expect([server.log, await store.load()]).toEqual([[], []]);
  });

  it('keeps its order when the clock of the device goes back', async () => {
    const store = memoryStore();
    const future = { ...reply(), at: Date.now() + 3_600_000, refusal: null };
    await store.put(future);
    const server = new FakeServer();
    const outbox = new Outbox({ store, send: server.send });
    const next = reply();
    await outbox.add(next);
    await emptied(outbox);
    expect(keysOf(server.log)).toEqual([future.key, next.key]);
  });

  it('is tried again when the connection came back while a try was still waiting for its answer', async () => {
    const server = new FakeServer();
    let giveUp = (): void => undefined;
    const lost = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    let isFirst = true;
    const outbox = new Outbox({
      store: memoryStore(),
      send: async (item) => {
        if (!isFirst) return server.send(item);
        isFirst = false;
        await lost;
        return refuse('store_unavailable', { retryAfter: 500 });
      },
    });
    const item = reply();
    await outbox.add(item);
    await Promise.resolve();
    const back = outbox.flush();
    giveUp();
    await back;
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(keysOf(server.log)).toEqual([item.key]);
  });

  it('survives a send that breaks and a store that is away for a moment', async () => {
    const server = new FakeServer();
    const store = memoryStore();
    let isBroken = true;
    const outbox = new Outbox({
      store: {
        ...store,
        load: async () => (isBroken ? Promise.reject(new Error('the store is away')) : store.load()),
      },
      send: async (item) => {
        if (server.sends === 0) {
          server.sends += 1;
          throw new Error('no network at all');
        }
        return server.send(item);
      },
    });
    const item = reply();
    await expect(outbox.add(item)).rejects.toThrow('away');
    isBroken = false;
    await outbox.add(item);
    await outbox.flush();
    await outbox.flush();
    expect(keysOf(server.log)).toEqual([item.key]);
  });
});

describe('two pages of one device, reloads and crashes', () => {
  const happening = fc.record({
    what: fc.constantFrom('write', 'flush', 'crash', 'down', 'up'),
    page: fc.nat({ max: 1 }),
    ticket: fc.integer({ min: 1, max: 2 }),
    fate: fc.constantFrom<Fate>('arrives', 'is lost', 'arrives, answer lost'),
  });

  it('deliver everything exactly once, and each page its own messages of a ticket in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
        const server = new FakeServer();
        const store = memoryStore();
        const open = () => new Outbox({ store, send: server.send });
        const pages = [open(), open()];
        const written: { readonly page: number; readonly item: Omit<OutboxItem, 'at' | 'refusal'> }[] = [];
        for (const { what, page, ticket, fate } of happenings) {
          server.fates.push(fate);
          const outbox = pages[page] ?? open();
          if (what === 'write') {
            const item = reply(ticket);
            written.push({ page, item });
            await outbox.add(item);
          } else if (what === 'flush') await outbox.flush();
          else if (what === 'crash') pages[page] = open();
          else server.isUp = what === 'up';
        }
        server.isUp = true;
        server.fates.length = 0;
        const last = open();
        for (const page of [...pages, last]) await emptied(page);
        expect(keysOf(server.log).sort()).toEqual(written.map(({ item }) => item.key).sort());
        for (const [page, ticket] of [
          [0, 1],
          [0, 2],
          [1, 1],
          [1, 2],
        ]) {
          const own = written
            .filter((one) => one.page === page && one.item.ticket === idOf(ticket ?? 0))
            .map(({ item }) => item.key);
          expect(keysOf(server.log).filter((key) => own.includes(key))).toEqual(own);
        }
        expect(await store.load()).toEqual([]);
      }),
      { numRuns: 400 },
    );
  }, 30_000);
});
