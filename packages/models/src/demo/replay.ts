import { type Closure, fullPreset, type State, type Transition } from '@sportello/core';
import { demoPerson } from './cast.ts';
import { demoIsStaff, demoMinutesAgo, demoText } from './timeline.ts';
import type { DemoCustomerRole, DemoStep, DemoTicket, PersonId } from './types.ts';

type StateStep = Extract<DemoStep, { state: unknown }>;

/** Where a ticket's thread ends. */
export interface Replayed {
  readonly state: State;
  readonly closure: Closure | null;
  readonly operator: PersonId | null;
  /** Numbers of the rows of the transition table that were used. */
  readonly rows: readonly string[];
}

/** The role a customer has in a ticket's company, or null. */
export function demoRoleIn(person: PersonId, company: string): DemoCustomerRole | null {
  return demoPerson(person).memberships.find((membership) => membership.company === company)?.role ?? null;
}

/** Plays a ticket's steps by the transition table of the `full` preset, and refuses what it does not allow. */
class Player {
  readonly #ticket: DemoTicket;
  state: State;
  closure: Closure | null = null;
  operator: PersonId | null = null;
  readonly rows: string[] = [];
  #answered = false;
  readonly #collaborators = new Set<PersonId>();

  constructor(ticket: DemoTicket) {
    this.#ticket = ticket;
    const isGated = demoRoleIn(ticket.requester, ticket.company) === 'lowProfile';
    this.state = isGated ? 'authorization' : 'new';
  }

  #fail(why: string): never {
    throw new Error(`#${this.#ticket.number} in ${this.state}: ${why}`);
  }

  #actors(by: DemoStep['by']): string[] {
    if (by === 'system') return ['T'];
    const staff = demoPerson(by).staff;
    if (staff?.role === 'collaborator' && !this.#collaborators.has(by)) this.#fail(`${by} is not assigned`);
    if (staff) return staff.role === 'supervisor' ? ['O', 'S'] : ['O'];
    const role = demoRoleIn(by, this.#ticket.company);
    if (role === 'administrator') return ['C', 'CA'];
    if (role === null || role === 'readOnly') this.#fail(`${by} may not write`);
    if (role === 'lowProfile' && by !== this.#ticket.requester)
      this.#fail(`${by} writes in a colleague's ticket`);
    return ['C'];
  }

  #row(to: State, step: DemoStep, isAutomatic: boolean): Transition | undefined {
    const actors = this.#actors(step.by);
    const closure = 'closure' in step ? step.closure : undefined;
    return fullPreset.transitions.find(
      (row) =>
        row.from.includes(this.state) &&
        row.to === to &&
        row.by.some((actor) => actors.includes(actor)) &&
        (closure === undefined
          ? row.closure === undefined || row.closure === 'solved'
          : row.closure === closure) &&
        (!isAutomatic || row.onMessage === true),
    );
  }

  #hasWhat(need: Transition['needs'][number], step: StateStep, at: number, closedAt: number): boolean {
    switch (need) {
      case 'message':
        return Boolean(step.message);
      case 'reason':
        return Boolean(step.reason);
      case 'vendor':
        return step.vendor !== undefined;
      case 'duplicate_of':
        return step.duplicateOf !== undefined && step.duplicateOf !== this.#ticket.number;
      case 'future_date':
        return (step.plannedInDays ?? 0) > 0;
      case 'minimum_age':
        return this.#ticket.openedAgoMinutes - at >= fullPreset.rules.minimumAgeMinutes;
      case 'reopen_window':
        return closedAt - at <= (fullPreset.rules.reopenDays ?? 0) * 1440;
      case 'not_clarification':
        return this.#ticket.requestType !== 'clarification';
      case 'own_while_gated':
        return this.state !== 'authorization' || step.by === this.#ticket.requester;
      case 'unanswered':
        return !this.#answered;
    }
  }

  move(step: StateStep, at: number, closedAt: number): void {
    const row = this.#row(step.state, step, false) ?? this.#fail(`${step.by} cannot move to ${step.state}`);
    const lacking = row.needs.find((need) => !this.#hasWhat(need, step, at, closedAt));
    if (lacking) this.#fail(`${row.id} lacks ${lacking}`);
    if (row.closure !== undefined && step.closure !== row.closure)
      this.#fail(`${row.id} closes as ${row.closure}`);
    this.state = row.to;
    this.closure = row.closure ?? null;
    this.rows.push(row.id);
  }

  say(by: PersonId): void {
    this.#actors(by);
    if (demoIsStaff(by)) {
      if (!this.operator) this.#fail(`${by} answers before anybody has taken charge`);
      this.#answered = true;
      return;
    }
    const row = fullPreset.transitions.find(
      (candidate) => candidate.onMessage && candidate.from.includes(this.state) && candidate.by.includes('C'),
    );
    if (row?.id === 't19') this.#fail('reopening is written as a change of state');
    if (!row) return;
    this.state = row.to;
    this.rows.push(row.id);
  }

  step(step: DemoStep, at: number, closedAt: number): void {
    const by = step.by === 'system' ? null : step.by;
    if ('state' in step) {
      this.move(step, at, closedAt);
      if (by && demoIsStaff(by) && step.message) this.#answered = true;
      return;
    }
    if (by === null) this.#fail('timers only move states');
    const isStaff = demoIsStaff(by);
    if ('message' in step) {
      this.say(by);
      return;
    }
    if ('priority' in step) {
      if (isStaff || step.priority === 'blocking') this.#fail('priority belongs to the customer');
      return;
    }
    if (!isStaff) this.#fail(`${by} does what only support does`);
    this.#actors(by);
    if ('take' in step) {
      if (this.state !== 'new') this.#fail('taken twice');
      this.state = 'accepted';
      this.operator = by;
      this.rows.push('t5');
    }
    if ('assign' in step) this.#assign(step.assign);
  }

  #assign(person: PersonId | null): void {
    if (person !== null && demoPerson(person).staff?.role === 'collaborator') {
      this.#collaborators.add(person);
      return;
    }
    if (person !== null && !demoIsStaff(person)) this.#fail(`${person} is not an operator`);
    this.operator = person;
  }
}

/**
 * Plays a demo ticket from its opening to its last step.
 * @throws {Error} at the first step that the workflow does not allow
 */
export function replay(ticket: DemoTicket): Replayed {
  const player = new Player(ticket);
  const minutesAgo = demoMinutesAgo(ticket);
  let closedAt = Number.POSITIVE_INFINITY;
  for (const [index, step] of ticket.steps.entries()) {
    const at = minutesAgo[index + 1] ?? 0;
    if (step.by === 'system' && 'closure' in step && step.closure === 'auto') {
      const lastWritten = ticket.steps.slice(0, index).findLastIndex((earlier) => demoText(earlier) !== null);
      if ((minutesAgo[lastWritten + 1] ?? 0) - at < 3 * 1440)
        throw new Error(`#${ticket.number} closed by itself too early`);
    }
    player.step(step, at, closedAt);
    if (player.state === 'closed') closedAt = at;
  }
  return { state: player.state, closure: player.closure, operator: player.operator, rows: player.rows };
}
