import { randomUUID } from 'node:crypto';
import {
  type Changes,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  fullPreset,
  isErrorCode,
  type State,
  type TimedRule,
  timedActs,
} from '@sportello/core';
import {
  type DemoStep,
  type DemoTicket,
  demoMinutesAgo,
  demoPeople,
  demoPerson,
  demoReadUpTo,
  demoTickets,
  findTicket,
  type PersonId,
} from '@sportello/models';
import { type Context, systemAuthor } from '../context.ts';
import type { Installation } from '../installation.ts';
import { run } from '../run.ts';
import { actInTime } from '../timing.ts';
import type { CastIds } from './people.ts';

const MINUTE = 60_000;

/** A clock that the loader sets to the moment at which each step happened. */
export interface DemoClock {
  now: number;
}

/** The two numberings of a log at some point. */
interface Head {
  readonly seq: number;
  readonly pub: number;
}

const isMove = (rule: TimedRule): boolean => rule === 'plan_reached' || rule === 'auto_close';

class TicketLoader {
  readonly #installation: Installation;
  readonly #ids: CastIds;
  readonly #clock: DemoClock;
  readonly #ticket: DemoTicket;
  #id = '';
  /** Where the log stands. */
  #head: Head = { seq: 0, pub: 0 };
  /** Where the log stood after the opening and after each step. */
  readonly #heads: Head[] = [];

  constructor(installation: Installation, ids: CastIds, clock: DemoClock, ticket: DemoTicket) {
    this.#installation = installation;
    this.#ids = ids;
    this.#clock = clock;
    this.#ticket = ticket;
  }

  async load(loadedAt: number): Promise<void> {
    const moments = demoMinutesAgo(this.#ticket).map((ago) => loadedAt - ago * MINUTE);
    this.#clock.now = moments[0] ?? loadedAt;
    await this.#open();
    this.#heads.push(this.#head);
    let last = this.#ticket.requester;
    for (const [index, step] of this.#ticket.steps.entries()) {
      await this.#remind(moments[index + 1] ?? loadedAt);
      this.#clock.now = moments[index + 1] ?? loadedAt;
      if (step.by !== 'system' && step.by !== last) await this.#read(step.by, index + 1);
      await this.#play(step);
      this.#heads.push(this.#head);
      if (step.by !== 'system') last = step.by;
    }
    await this.#remind(loadedAt);
    for (const { id } of demoPeople) await this.#readFinally(id, moments, loadedAt);
  }

  async #open(): Promise<void> {
    const {
      number,
      company,
      requester,
      steps: _,
      reads: __,
      openedAgoMinutes: ___,
      ...fields
    } = this.#ticket;
    // Numbers are given out by the counter; the demo's are fixed, so that pages and docs can name them.
    await this.#installation.database.counters.updateOne({ _id: 'ticket' }, { value: number - 1 });
    const opened = await this.#do(requester, 'ticket.open', fields);
    if (opened.number !== number) throw new Error(`#${number} of ${company} became #${opened.number}`);
    this.#id = opened.ticket;
  }

  async #play(step: DemoStep): Promise<void> {
    const ticket = this.#id;
    if (step.by === 'system') return 'state' in step ? this.#elapse(step.state) : undefined;
    if ('message' in step && !('state' in step))
      return void (await this.#do(step.by, 'ticket.reply', { ticket, body: step.message ?? '' }));
    if ('note' in step) return void (await this.#do(step.by, 'ticket.note', { ticket, body: step.note }));
    if ('take' in step) return void (await this.#do(step.by, 'ticket.take', { ticket }));
    if ('assign' in step) {
      const operator = step.assign === null ? null : this.#person(step.assign);
      return void (await this.#do(step.by, 'ticket.assign', {
        ticket,
        operator,
        ...(step.team && { team: step.team }),
      }));
    }
    if ('priority' in step)
      return void (await this.#do(step.by, 'ticket.prioritise', { ticket, priority: step.priority }));
    if ('urgency' in step)
      return void (await this.#do(step.by, 'ticket.urgency', { ticket, urgency: step.urgency }));
    if ('state' in step) await this.#move(step, step.by);
  }

  async #move(step: Extract<DemoStep, { state: unknown }>, by: PersonId): Promise<void> {
    const move = {
      to: step.state,
      ...(step.reason && { reason: step.reason }),
      ...(step.vendor && { vendor: step.vendor }),
      ...(step.duplicateOf && { duplicateOf: step.duplicateOf }),
      ...(step.plannedInDays && { plannedFor: this.#clock.now + step.plannedInDays * 24 * 60 * MINUTE }),
    };
    if (step.message) await this.#do(by, 'ticket.reply', { ticket: this.#id, body: step.message, move });
    else await this.#do(by, 'ticket.move', { ticket: this.#id, ...move });
  }

  /** What a timer does: the date of a plan is reached, a resolved ticket closes by itself. */
  async #elapse(to: State): Promise<void> {
    const committed = await this.#installation.committer.commit(this.#id, (ticket) => {
      const row = fullPreset.transitions.find(
        (one) => one.by.includes('T') && one.to === to && ticket && one.from.includes(ticket.state),
      );
      if (!row || !ticket) throw new Error(`#${this.#ticket.number}: no timer leads to ${to}`);
      const changes: Changes = {
        state: [ticket.state, to],
        ...(row.closure && { closure: [ticket.closure, row.closure] }),
        ...(ticket.plannedFor !== null && { plannedFor: [ticket.plannedFor, null] }),
      };
      return { drafts: [{ kind: 'change', audience: 'all', author: systemAuthor, key: null, changes }] };
    });
    if (committed.ok) this.#head = { seq: committed.ticket.seq, pub: committed.ticket.pub };
  }

  /** Warnings and broken promises come when they would have come; what timers move is among the steps. */
  async #remind(until: number): Promise<void> {
    for (;;) {
      const ticket = await findTicket(this.#installation.database, this.#id);
      const [next] = ticket ? timedActs(ticket, fullPreset) : [];
      if (!ticket || !next || next.at > until || isMove(next.rule)) return;
      this.#clock.now = next.at;
      await actInTime(this.#installation, this.#id);
      const { seq, pub } = (await findTicket(this.#installation.database, this.#id)) ?? ticket;
      if (seq === ticket.seq) return;
      this.#head = { seq, pub };
    }
  }

  /** Somebody reads what stands there: `entries` counts the whole log. */
  async #read(person: PersonId, entries: number): Promise<void> {
    const context = await this.#contextOf(person);
    if (!context || entries === 0) return;
    const head = this.#heads[entries - 1] ?? this.#head;
    const seq = context.principal.side === 'staff' ? head.seq : head.pub;
    const read = await run(this.#installation, context, 'ticket.read', { ticket: this.#id, seq });
    // Who may not see the ticket has nothing to read.
    if (!read.ok && read.code !== 'not_found')
      throw new Error(`${person} cannot read #${this.#ticket.number}: ${read.code}`);
  }

  async #readFinally(person: PersonId, moments: readonly number[], loadedAt: number): Promise<void> {
    const entries = demoReadUpTo(this.#ticket, person);
    this.#clock.now = Math.min(loadedAt, (moments[Math.max(0, entries - 1)] ?? loadedAt) + 4 * MINUTE);
    const wrote = this.#ticket.steps.some(({ by }) => by === person);
    // Colleagues who have nothing to do with a ticket have not opened it.
    if (wrote || person === this.#ticket.requester || this.#ticket.reads[person] !== undefined)
      await this.#read(person, entries);
  }

  async #do<N extends CommandName>(
    by: PersonId,
    name: N,
    input: CommandInput<N> | object,
  ): Promise<CommandOutput<N>> {
    const context = await this.#contextOf(by);
    if (!context) throw new Error(`#${this.#ticket.number}: ${by} does not belong here`);
    const result = await run(this.#installation, context, name, input, randomUUID());
    if (!('data' in result)) {
      const where = `#${this.#ticket.number} ${name} by ${by} at ${new Date(this.#clock.now).toISOString()}`;
      throw new Error(`${where}: ${isErrorCode(result.code) ? JSON.stringify(result) : 'refused'}`);
    }
    if ('pub' in result.data)
      this.#head = { seq: this.#head.seq + 1, pub: result.data.pub ?? this.#head.pub };
    return result.data;
  }

  #person(id: PersonId): string {
    const found = this.#ids.people.get(id);
    if (!found) throw new Error(`the cast has no ${id}`);
    return found;
  }

  #contextOf(id: PersonId): Promise<Context | null> {
    const company = demoPerson(id).staff ? null : (this.#ids.companies.get(this.#ticket.company) ?? null);
    return this.#installation.identity.contextOf(this.#person(id), company, null);
  }
}

/**
 * Loads the demo's tickets by the same commands that people use, with the clock set to when each step happened.
 * @param clock the clock the installation was opened with
 * @throws when a step is not allowed: the demo is always a legal history
 */
export async function loadTickets(
  installation: Installation,
  ids: CastIds,
  clock: DemoClock,
  loadedAt: number,
  report: (done: number, all: number) => void,
): Promise<void> {
  const byNumber = [...demoTickets].sort((one, other) => one.number - other.number);
  for (const [index, ticket] of byNumber.entries()) {
    await new TicketLoader(installation, ids, clock, ticket).load(loadedAt);
    report(index + 1, byNumber.length);
  }
  const last = Math.max(...demoTickets.map(({ number }) => number));
  await installation.database.counters.updateOne({ _id: 'ticket' }, { value: last });
}
