import type { Priority, Routing, Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import type { Id } from '../fields.ts';
import { stateCategory } from './table.ts';

/** What is done for somebody whom the customer asks for: nothing, they are named to the team, or they get the ticket. */
export const preferences = ['off', 'propose', 'assign'] as const;
/** Who gets the tickets that nobody has: whoever takes them, or who has the least to do, of all or of those who are connected. */
export const distributions = ['off', 'load', 'present'] as const;

/** Who gets a new ticket by itself. */
export interface RoutingRules {
  readonly preferred: (typeof preferences)[number];
  readonly distribution: (typeof distributions)[number];
  /** Operators who are never given any by themselves. */
  readonly resting: readonly Id[];
  /** Who is away: days of the calendar's zone, both included. */
  readonly absences: readonly { readonly person: Id; readonly from: string; readonly to: string }[];
}

/** The team hears whom the customer asks for, and shares out its tickets itself. */
export const defaultRouting: RoutingRules = {
  preferred: 'propose',
  distribution: 'off',
  resting: [],
  absences: [],
};

/** Days on which somebody is away, of the calendar's zone, both included. */
export interface Absence {
  readonly from: string;
  readonly to: string;
}

/**
 * Is somebody away on a day, `2026-08-14`?
 * @param own what they said themself
 */
export function isAway(
  { absences }: Pick<RoutingRules, 'absences'>,
  person: Id,
  day: string,
  own?: Absence | null,
): boolean {
  const said = absences.filter((one) => one.person === person);
  return [...said, ...(own ? [own] : [])].some(({ from, to }) => from <= day && day <= to);
}

/** How much of an operator's work a ticket that waits for support is. */
const weights: Readonly<Record<Priority, number>> = { low: 2, normal: 2, high: 3, blocking: 6 };
/** One that waits for somebody else has to be kept in mind all the same. */
const WAITING = 1;

/** How much of an operator's work a ticket is: what waits for support counts by its priority, what waits for others little. */
export function loadOf({ state, priority }: Pick<Ticket, 'state' | 'priority'>): number {
  const category = stateCategory[state];
  if (category === 'done' || category === 'gated') return 0;
  return category === 'support' ? weights[priority] : WAITING;
}

/** Who of several has the least to do; where it is the same, the first by id. */
export function leastLoaded(candidates: readonly Id[], loads: ReadonlyMap<Id, number>): Id | null {
  const [first] = [...candidates].sort(
    (one, other) => (loads.get(one) ?? 0) - (loads.get(other) ?? 0) || (one < other ? -1 : 1),
  );
  return first ?? null;
}

/** Does nobody have a ticket yet, and has Sportello not done anything about it? */
export function waitsForRouting({ state, operator, routing }: Ticket): boolean {
  return state === 'new' && operator === null && routing === null;
}

/**
 * Gives a ticket to an operator, or proposes them. Its state stays as it is: it is taken in charge by a person, and the
 * time that is promised for that runs on.
 */
export function routed(routing: Routing): Changes {
  return {
    ...(routing.why !== 'proposed' && { operator: [null, routing.operator] }),
    routing: [null, routing],
  };
}
