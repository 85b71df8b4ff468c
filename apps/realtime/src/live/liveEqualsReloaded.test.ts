import { isDeepStrictEqual } from 'node:util';
import {
  changes as changesSchema,
  entryKinds,
  type ListQuery,
  noAdjustments,
  PAGE_LIMIT,
  sortings,
  states,
  type TicketCommand,
  ticketCommandNames,
  viewsFor,
} from '@sportello/core';
import { defaultService } from '@sportello/core/time';
import { routeTickets, runTimers, seededChance } from '@sportello/domain';
import { type Attempt, Dice, type Player, type Scene } from '@sportello/domain/testing';
import type { PersonId } from '@sportello/models';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LivePage } from '../testing/livePage.ts';
import { openTestCluster, type TestCluster } from '../testing/process.ts';

/** Another game: `SEED=7 STEPS=2000 npx vitest run liveEqualsReloaded`. */
const SEED = Number(process.env['SEED'] ?? 1);
const STEPS = Number(process.env['STEPS'] ?? 300);
/** Commands between two comparisons. */
const COMPARE_EVERY = 50;
const DAY = 24 * 60 * 60_000;

/** A customer, a colleague, one who sees only own tickets, another company, operators, a supervisor, an outside collaborator. */
const people = [
  'giulia',
  'marco',
  'sara',
  'paolo',
  'luca',
  'nadia',
  'anna',
  'dario',
] as const satisfies readonly PersonId[];
/** Those with a second device. */
const twice = ['giulia', 'luca'] as const satisfies readonly PersonId[];

/** What happens more often than the rest. */
const habits: readonly TicketCommand[] = [
  ...ticketCommandNames,
  ...Array<TicketCommand>(5).fill('ticket.reply'),
  ...Array<TicketCommand>(5).fill('ticket.read'),
  ...Array<TicketCommand>(2).fill('ticket.move'),
  'ticket.open',
  'ticket.note',
];

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await openTestCluster(2);
  // Somebody is always on duty, and gets what nobody has.
  const week = Array.from({ length: 7 }, (): [number, number][] => [[0, 1_440]]);
  const { calendar, targets } = structuredClone(defaultService);
  // And a ticket closes after days on which support works.
  const workflow = { ...noAdjustments, rules: { autoCloseWorkingDays: true } };
  await cluster.world.installation.database.settings.updateOne({ _id: 'installation' }, { workflow });
  await cluster.world.run('elena', 'service.change', {
    revision: 1,
    calendar: { ...calendar, week, holidays: null, closures: [] },
    targets,
  });
  await cluster.world.run('elena', 'routing.change', {
    revision: 2,
    preferred: 'off',
    distribution: 'load',
    resting: [],
    absences: [],
  });
});
afterAll(() => cluster.close());

/** What the game has brought about, to be compared with what there is. */
class Coverage {
  readonly commands = new Set<string>();
  readonly kinds = new Set<string>();
  readonly states = new Set<string>();
  readonly fields = new Set<string>();

  /** What there is and has not happened yet. */
  missing(): string[] {
    const lacking = (all: readonly string[], seen: ReadonlySet<string>) =>
      all.filter((one) => !seen.has(one));
    return [
      ...lacking(ticketCommandNames, this.commands),
      ...lacking(entryKinds, this.kinds),
      ...lacking(states, this.states),
      ...lacking(Object.keys(changesSchema.shape), this.fields),
    ];
  }
}

class Game {
  readonly pages: readonly LivePage[];
  readonly dice: Dice;
  readonly coverage = new Coverage();
  readonly #done: Attempt[] = [];

  constructor(pages: readonly LivePage[], players: readonly Player[]) {
    this.pages = pages;
    this.dice = new Dice(cluster.world, players, seededChance(SEED));
  }

  /** One command by somebody, and sometimes somebody who looks elsewhere. */
  async step(): Promise<void> {
    const { world } = cluster;
    world.clock.ahead += 1_000 + Math.floor(this.dice.chance() * 6 * 60_000);
    const scene: Scene = {
      tickets: await this.dice.tickets(),
      now: world.installation.now(),
      isWanted: (state) => !this.coverage.states.has(state),
    };
    await this.#pass(scene);
    const fresh = ticketCommandNames.filter((name) => !this.coverage.commands.has(name));
    const attempt = this.dice.throw(scene, fresh.length > 0 && this.dice.chance() < 0.3 ? fresh : habits);
    const page = this.dice.pick(this.pages.filter(({ person }) => person === attempt.by));
    const answer = await page.client.command(attempt.name, attempt.input, crypto.randomUUID());
    if (answer.ok) {
      this.coverage.commands.add(attempt.name);
      this.#done.push(attempt);
    }
    await this.#look(scene);
  }

  /** Time does its part: promises end, and until it has happened once so much passes that a resolved ticket is about to close. */
  async #pass({ tickets }: Scene): Promise<void> {
    const { world } = cluster;
    if (this.dice.chance() > 0.1) return;
    const isLacking = !this.coverage.fields.has('warnedAt');
    if (isLacking && tickets.some(({ state }) => state === 'resolved')) world.clock.ahead += 2 * DAY;
    await runTimers(world.installation);
    await routeTickets(world.installation);
  }

  /** Reads from the log what it holds by now. */
  async survey(): Promise<void> {
    const { entries } = cluster.world.installation.database;
    for (const { kind, changes } of await entries.find({}, { kind: 1, changes: 1 }).lean()) {
      this.coverage.kinds.add(kind);
      for (const field of Object.keys(changes)) this.coverage.fields.add(field);
      const state = changes.state?.[1];
      if (state) this.coverage.states.add(state);
    }
  }

  async #look({ tickets }: Scene): Promise<void> {
    const page = this.dice.pick(this.pages);
    const roll = this.dice.chance();
    if (roll < 0.3 && tickets.length > 0) {
      const { id } = this.dice.pick(tickets);
      if (page.followed.includes(id)) page.unfollow(id);
      else page.follow(id);
    } else if (roll < 0.4) await page.watch(this.listOf(page));
  }

  /** Some list that a person may look at. */
  listOf({ principal }: LivePage): ListQuery {
    return {
      view: this.dice.pick(viewsFor(principal)),
      sort: this.dice.pick(sortings),
      limit: this.dice.pick([2, 5, PAGE_LIMIT]),
      ...(this.dice.chance() < 0.15 && { priority: 'normal' as const }),
    };
  }
}

/** Waits until a page shows what a fresh one would; fails with the difference. */
async function settled(page: LivePage): Promise<void> {
  const end = Date.now() + 8_000;
  for (;;) {
    const before = page.shown();
    const reloaded = await page.reloaded();
    const shown = page.shown();
    const isStill = isDeepStrictEqual(before, shown);
    if (isStill && shown && isDeepStrictEqual(shown, reloaded) && page.nameless().length === 0) return;
    if (Date.now() > end) {
      const list = JSON.stringify(page.query);
      expect(shown, `what ${page.person} sees, with the list ${list} (seed ${SEED})`).toEqual(reloaded);
      expect(page.nameless(), `ids without a name for ${page.person} (seed ${SEED})`).toEqual([]);
      throw new Error(`the page of ${page.person} does not come to rest (seed ${SEED})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it(`shows everybody live what a reload would show, whatever happens (seed ${SEED})`, async () => {
  const pages: LivePage[] = [];
  for (const [index, person] of [...people, ...twice].entries())
    pages.push(await LivePage.open(cluster, person, index % 2));
  const players = pages.map(({ person, principal }) => ({ person, principal }));
  const game = new Game(pages, players);
  for (const page of pages) await page.watch(game.listOf(page));

  // It goes on until everything has happened, so that no seed is unlucky.
  for (let step = 1; step <= STEPS || (game.coverage.missing().length > 0 && step <= 5 * STEPS); step += 1) {
    await game.step();
    await game.survey();
    if (step % COMPARE_EVERY === 0) await Promise.all(pages.map(settled));
  }
  await Promise.all(pages.map(settled));

  // A new command, kind of entry, state or field that this game does not play is not proved by it.
  expect(game.coverage.missing()).toEqual([]);
  for (const event of ['entries', 'tickets', 'badge'] as const)
    expect(
      pages.some(({ heard }) => heard.has(event)),
      event,
    ).toBe(true);
  expect(pages.filter(({ caughtUp }) => caughtUp > 0).map(({ person }) => person)).toEqual([]);
}, 240_000);
