import {
  type Priority,
  type Side,
  type State,
  type StateNames,
  states,
  type Ticket,
  type Urgency,
} from '@sportello/core';
import type { Tone } from '$lib/ui/tone';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { dayDate } from './time.ts';

type Word = (inputs?: object, options?: { locale?: 'it' | 'en' }) => string;

interface Words {
  readonly customer: Word;
  /** Only where support says it differently. */
  readonly staff?: Word;
}

const stateWords: Readonly<Record<State, Words>> = {
  authorization: { customer: m.state_authorization },
  new: { customer: m.state_new, staff: m.state_new_staff },
  accepted: { customer: m.state_accepted },
  working: { customer: m.state_working },
  waiting_customer: { customer: m.state_waiting_customer, staff: m.state_waiting_customer_staff },
  development: { customer: m.state_development },
  vendor: { customer: m.state_vendor },
  planned: { customer: m.state_planned },
  resolved: { customer: m.state_resolved, staff: m.state_resolved_staff },
  closed: { customer: m.state_closed },
  discarded: { customer: m.state_discarded },
};

/**
 * A state in the words of who reads: customers and support call some of them differently, and so do some workflows.
 * @param names what the workflow in force calls its states
 */
export function stateWord(state: State, side: Side, names: StateNames): string {
  const name = names[state]?.[side];
  if (name) return name[getLocale()];
  return usualStateWord(state, side, getLocale());
}

/** What states are called where a workflow has no names of its own, in all languages: a browser carries only its own. */
export function usualStateNames(): StateNames {
  const nameOf = (state: State, side: Side) => ({
    it: usualStateWord(state, side, 'it'),
    en: usualStateWord(state, side, 'en'),
  });
  return Object.fromEntries(
    states.map((state) => [state, { staff: nameOf(state, 'staff'), customer: nameOf(state, 'customer') }]),
  );
}

function usualStateWord(state: State, side: Side, locale: 'it' | 'en'): string {
  const words = stateWords[state];
  const word = side === 'staff' ? (words.staff ?? words.customer) : words.customer;
  return word({}, { locale });
}

/** The state of a ticket in words, with the day it is planned for where there is one. `now`: epoch milliseconds. */
export function ticketStateWord(
  ticket: Pick<Ticket, 'state' | 'plannedFor'>,
  side: Side,
  names: StateNames,
  now: number,
): string {
  if (ticket.state !== 'planned' || ticket.plannedFor === null) return stateWord(ticket.state, side, names);
  return m.state_planned_for({ date: dayDate(ticket.plannedFor, now, getLocale()) });
}

/** The colour that repeats a state; whose turn it is decides, so that "your turn" stands out for whoever it is. */
export function stateTone(state: State, side: Side): Tone {
  if (state === 'authorization') return 'violet';
  if (state === 'waiting_customer' || state === 'resolved') return side === 'customer' ? 'amber' : 'neutral';
  if (state === 'new') return 'blue';
  if (state === 'accepted' || state === 'working') return 'accent';
  if (state === 'closed' || state === 'discarded') return 'neutral';
  return 'violet';
}

const priorityWords: Readonly<Record<Priority, () => string>> = {
  low: m.priority_low,
  normal: m.priority_normal,
  high: m.priority_high,
  blocking: m.priority_blocking,
};

/** What the customer asks for, in a word. */
export function priorityWord(priority: Priority): string {
  return priorityWords[priority]();
}

/** The colour that repeats a priority. */
export function priorityTone(priority: Priority): Tone {
  if (priority === 'blocking') return 'red';
  return priority === 'high' ? 'amber' : 'neutral';
}

const urgencyWords: Readonly<Record<Urgency, () => string>> = {
  white: m.urgency_white,
  yellow: m.urgency_yellow,
  red: m.urgency_red,
};

/** What support promises, in a word. */
export function urgencyWord(urgency: Urgency): string {
  return urgencyWords[urgency]();
}

/** The colour an urgency is named after. */
export function urgencyTone(urgency: Urgency): Tone {
  if (urgency === 'red') return 'red';
  return urgency === 'yellow' ? 'amber' : 'neutral';
}
