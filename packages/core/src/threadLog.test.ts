import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAmendments } from './amending.ts';
import type { Ticket } from './entities.ts';
import { type Entry, projectEntry } from './entries.ts';
import { fold } from './fold.ts';
import type { Reader, SyncAnswer } from './protocol.ts';
import { logOf, stepKinds } from './testing/logs.ts';
import { idOf } from './testing/people.ts';
import {
  applyEntries,
  applyReaders,
  applySync,
  extendWindow,
  isAtHead,
  readAt,
  replaceWindow,
  sidePosition,
  type ThreadLog,
} from './threadLog.ts';

/** How much one answer of the model's server carries: small, so that catching up takes several. */
const WINDOW = 4;
const CATCH_UP = 3;

/** What may happen between a server and a page: packets with positions relative to the log, arriving in any order. */
interface Happening {
  readonly what: 'commit' | 'live' | 'late' | 'ask' | 'answer' | 'start over' | 'older' | 'newer' | 'show';
  readonly from: number;
  readonly length: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('commit', 'live', 'late', 'ask', 'answer', 'start over', 'older', 'newer', 'show'),
  from: fc.nat({ max: 30 }),
  length: fc.integer({ min: 1, max: 5 }),
});
const steps = fc.array(
  fc.record({
    who: fc.nat({ max: 2 }),
    what: fc.constantFrom(...stepKinds),
    pick: fc.nat({ max: 11 }),
    after: fc.nat({ max: 60_000 }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** A ticket without the words it quotes: while a page catches up they may be newer than its number. */
function wordless({ excerpt: _, ...ticket }: Ticket) {
  const { lastCustomer, lastStaff, lastNote } = ticket;
  const quoted = [lastCustomer, lastStaff, lastNote].map((last) => last && { ...last, excerpt: '' });
  return { ...ticket, lastCustomer: null, lastStaff: null, lastNote: null, quoted };
}

/** An entry without the words that another may have changed: while a page catches up they may be of any moment. */
const unretold = ({ body: _, amended: __, amends: ___, ...entry }: Entry) => entry;

/** A server that knows the first `head` entries of a log, and a page that hears of them over a bad network. */
class Model {
  readonly #all: readonly Entry[];
  readonly #tickets: readonly Ticket[];
  #head = 1;
  #asked: SyncAnswer | null = null;
  #checked: Ticket | null = null;
  log: ThreadLog;

  constructor(all: readonly Entry[], readTo: number) {
    this.#all = all;
    let ticket: Ticket | null = null;
    this.#tickets = all.map((entry) => {
      ticket = fold(ticket, entry);
      return ticket;
    });
    this.#head = Math.min(all.length, Math.max(1, readTo));
    this.log = applySync(null, this.#answer(null, Math.floor(this.#head / 2)));
  }

  /** What the server answers now: a continuation of `have`, or a fresh window that may begin at an old unread entry. */
  #answer(have: number | null, firstUnread = this.#head): SyncAnswer {
    const ticket = this.#ticketAt(this.#head);
    const known = this.#known();
    const continues = have !== null && have <= this.#head;
    const start = Math.min(firstUnread, Math.max(0, this.#head - WINDOW));
    const entries = continues ? known.slice(have, have + CATCH_UP) : known.slice(start, start + WINDOW);
    const last = entries.at(-1)?.seq ?? have ?? 0;
    return {
      ticket,
      entries,
      startOver: !continues,
      more: continues && last < this.#head,
      readers: [],
      unread: this.#head,
      directory: { people: [], companies: [] },
      at: 0,
    };
  }

  #ticketAt(seq: number): Ticket {
    const ticket = this.#tickets[seq - 1];
    if (!ticket) throw new Error(`the log has no entry ${seq}`);
    return ticket;
  }

  /** What is read of a log: everything as it was left by what retells it. */
  #known(head = this.#head): readonly Entry[] {
    return withAmendments(this.#all.slice(0, head));
  }

  happen({ what, from, length }: Happening): void {
    const known = this.#known();
    if (what === 'commit') this.#head = Math.min(this.#all.length, this.#head + length);
    // Whatever a push carries, in whatever order, once or twice, near the head or long ago.
    const pushed = this.#all.slice(0, this.#head);
    if (what === 'live') this.#receive(pushed.slice(-length));
    if (what === 'late')
      this.#receive([...pushed.slice(from, from + length), ...pushed.slice(from, from + 1)].reverse());
    if (what === 'ask') this.#asked = this.#answer(this.log.ticket.seq);
    if (what === 'start over') this.log = applySync(this.log, this.#answer(null, Math.min(from, this.#head)));
    if (what === 'older')
      this.#extend(known.filter(({ seq }) => seq < (this.log.entries[0]?.seq ?? 0)).slice(-length));
    if (what === 'newer')
      this.#extend(known.filter(({ seq }) => seq > (this.log.entries.at(-1)?.seq ?? 0)).slice(0, length));
    if (what === 'show') this.log = replaceWindow(this.log, known.slice(from, from + length));
    // A page holds its pushes while it asks, but an answer may still be older than what it has by another way.
    if (what === 'answer' && this.#asked) {
      if (this.#asked.ticket.seq >= this.log.ticket.seq) this.log = applySync(this.log, this.#asked);
      this.#asked = null;
    }
    this.check();
  }

  #receive(entries: readonly Entry[]): void {
    this.log = applyEntries(this.log, entries).log;
  }

  #extend(entries: readonly Entry[]): void {
    this.log = extendWindow(this.log, entries);
  }

  /** What must hold at every moment: a contiguous window of the true log, and the true ticket of some moment. */
  check(): void {
    const { entries, ticket } = this.log;
    const first = entries[0]?.seq ?? 1;
    const held = this.#all.slice(first - 1, first - 1 + entries.length);
    if (!entries.every((entry, index) => entry === held[index]))
      expect(entries.map(unretold)).toEqual(held.map(unretold));
    if (ticket !== this.#checked) expect(wordless(ticket)).toEqual(wordless(this.#ticketAt(ticket.seq)));
    this.#checked = ticket;
    if ((entries.at(-1)?.seq ?? 0) > ticket.seq) expect.fail('the window is ahead of its ticket');
  }

  /** The network heals: the page asks until nothing more follows. */
  settle(): void {
    this.#head = this.#all.length;
    const wasAtHead = isAtHead(this.log);
    for (let answer = this.#answer(this.log.ticket.seq); ; answer = this.#answer(this.log.ticket.seq)) {
      this.log = applySync(this.log, answer);
      this.check();
      if (!answer.more) break;
    }
    expect(this.log.ticket).toEqual(this.#ticketAt(this.#all.length));
    const first = (this.log.entries[0]?.seq ?? 1) - 1;
    expect(this.log.entries).toEqual(this.#known().slice(first, first + this.log.entries.length));
    expect(isAtHead(this.log) || !wasAtHead).toBe(true);
  }
}

describe('what a page holds of a thread', () => {
  it('ends equal to the log after any live, caught-up, late, repeated, disordered and lost packets, on both sides', () => {
    fc.assert(
      fc.property(
        steps,
        fc.array(happening, { maxLength: 20 }),
        fc.nat({ max: 10 }),
        fc.constantFrom('staff', 'customer'),
        (drawn, happenings, readTo, side) => {
          const all = logOf(drawn).entries.flatMap((entry) => projectEntry(entry, side) ?? []);
          const model = new Model(all, readTo);
          for (const one of happenings) model.happen(one);
          model.settle();
        },
      ),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it('is every entry from the first one held to the newest when it began at the newest', () => {
    const { entries } = logOf(
      [1, 2, 3, 4, 5, 6].map((pick) => ({ who: 0, what: 'customer writes', pick, after: 1 })),
    );
    const model = new Model(entries, 2);
    model.happen({ what: 'commit', from: 0, length: 5 });
    model.happen({ what: 'live', from: 0, length: 1 });
    model.settle();
    expect(model.log.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('says that something is missing as soon as a number is skipped, and keeps what came before it', () => {
    const { entries, ticket } = logOf(
      [1, 2, 3].map((pick) => ({ who: 0, what: 'staff writes', pick, after: 1 })),
    );
    const start = logOf([]);
    const log: ThreadLog = { ticket: start.ticket, entries: start.entries, readers: [], unread: 0 };
    const [, second, third, fourth] = entries;
    const lost = applyEntries(
      log,
      [fourth, second].flatMap((one) => one ?? []),
    );
    expect(lost).toMatchObject({ gap: true, log: { ticket: { seq: 2 } } });
    const healed = applyEntries(
      lost.log,
      [third, fourth].flatMap((one) => one ?? []),
    );
    expect(healed).toMatchObject({ gap: false, log: { ticket } });
  });

  it('is not touched by entries of another ticket or by pages that do not touch its window', () => {
    const { entries, ticket } = logOf(
      [1, 2, 3].map((pick) => ({ who: 0, what: 'staff writes', pick, after: 1 })),
    );
    const log: ThreadLog = { ticket, entries: entries.slice(2, 3), readers: [], unread: 0 };
    expect(applyEntries(log, [{ ...entries[0], ticket: idOf(2), seq: 5 } as Entry]).log).toBe(log);
    expect(extendWindow(log, entries.slice(0, 1))).toBe(log);
    expect(extendWindow(log, [])).toBe(log);
  });
});

const reader = (person: number, pub: number, overrides: Partial<Reader> = {}): Reader => ({
  person: idOf(person),
  side: 'customer',
  seq: pub,
  pub,
  received: pub,
  steps: [],
  ...overrides,
});

describe('read positions on a page', () => {
  const { ticket, entries } = logOf([]);
  const log: ThreadLog = { ticket, entries, readers: [reader(1, 5)], unread: 3 };

  it('never go back, in whatever order they arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (positions) => {
        const after = positions.reduce((held, pub) => applyReaders(held, [reader(1, pub)], null), log);
        expect(after.readers).toEqual([reader(1, Math.max(5, ...positions))]);
      }),
    );
  });

  it('take over the count of unread entries only when it comes along', () => {
    expect(applyReaders(log, [reader(1, 6)], 1).unread).toBe(1);
    expect(applyReaders(log, [reader(2, 6)], null).unread).toBe(3);
  });

  it('tell how far a side is and when somebody read an entry', () => {
    const readers = [
      reader(1, 4, {
        steps: [
          { pub: 2, at: 100 },
          { pub: 4, at: 200 },
        ],
      }),
      reader(2, 7, { side: 'staff' }),
    ];
    expect(sidePosition(readers, 'customer')).toBe(4);
    expect(sidePosition(readers, 'staff')).toBe(7);
    expect(sidePosition([], 'staff')).toBe(0);
    const [first] = readers;
    expect(first && [1, 2, 3, 4, 5].map((pub) => readAt(first, pub))).toEqual([100, 100, 200, 200, null]);
  });
});
