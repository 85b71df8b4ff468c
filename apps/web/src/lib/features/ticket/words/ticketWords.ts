import type { Closure, Priority, RequestType, Side, State, Urgency } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { dayDate } from '../../../text/time.ts';
import type { Tone } from '../../../ui/tone.ts';

// Named one by one, so that a code without a word does not compile and the rest of the catalogue is not carried along.

const states: Readonly<Record<State, () => string>> = {
  authorization: m.state_authorization,
  new: m.state_new,
  accepted: m.state_accepted,
  working: m.state_working,
  waiting_customer: m.state_waiting_customer,
  development: m.state_development,
  vendor: m.state_vendor,
  planned: m.state_planned,
  resolved: m.state_resolved,
  closed: m.state_closed,
  discarded: m.state_discarded,
};

/** What customers call a state where support says it otherwise. */
const customerStates: Readonly<Partial<Record<State, () => string>>> = {
  new: m.state_customer_new,
  waiting_customer: m.state_customer_waiting_customer,
  vendor: m.state_customer_vendor,
  resolved: m.state_customer_resolved,
};

const stateTones: Readonly<Record<State, Tone>> = {
  authorization: 'amber',
  new: 'blue',
  accepted: 'accent',
  working: 'accent',
  waiting_customer: 'violet',
  development: 'violet',
  vendor: 'violet',
  planned: 'violet',
  resolved: 'blue',
  closed: 'neutral',
  discarded: 'neutral',
};

/** What a state is called on one side of the conversation. */
export function stateName(state: State, side: Side): string {
  return ((side === 'customer' && customerStates[state]) || states[state])();
}

/**
 * The state of a ticket in words, with the day where it is planned for one.
 * @param now epoch milliseconds, so that this year's dates go without their year
 */
export function stateSentence(ticket: { readonly state: State; readonly plannedFor: number | null }, side: Side, now: number): string {
  if (ticket.state !== 'planned' || ticket.plannedFor === null) return stateName(ticket.state, side);
  return m.state_planned_for({ date: dayDate(ticket.plannedFor, now, getLocale()) });
}

/** The colour that repeats a state for the eye; amber asks the reader to act. */
export function stateTone(state: State, side: Side): Tone {
  const asksMe = side === 'customer' && (state === 'waiting_customer' || state === 'resolved');
  return asksMe ? 'amber' : stateTones[state];
}

const closures: Readonly<Record<Closure, () => string>> = {
  solved: m.closure_solved,
  confirmed: m.closure_confirmed,
  closed_by_customer: m.closure_closed_by_customer,
  auto: m.closure_auto,
  withdrawn: m.closure_withdrawn,
  duplicate: m.closure_duplicate,
  out_of_scope: m.closure_out_of_scope,
  authorization_refused: m.closure_authorization_refused,
};

/** Why a ticket closed. */
export function closureName(closure: Closure): string {
  return closures[closure]();
}

const priorityNames: Readonly<Record<Priority, () => string>> = {
  low: m.priority_low,
  normal: m.priority_normal,
  high: m.priority_high,
  blocking: m.priority_blocking,
};

/** What a priority is called. */
export function priorityName(priority: Priority): string {
  return priorityNames[priority]();
}

const urgencyNames: Readonly<Record<Urgency, () => string>> = {
  white: m.urgency_white,
  yellow: m.urgency_yellow,
  red: m.urgency_red,
};
const urgencySentences: Readonly<Record<Urgency, () => string>> = {
  white: m.urgency_white_chip,
  yellow: m.urgency_yellow_chip,
  red: m.urgency_red_chip,
};
const urgencyTones: Readonly<Record<Urgency, Tone>> = { white: 'neutral', yellow: 'amber', red: 'red' };

/** What an urgency is called beside its label; null: support has promised nothing. */
export function urgencyName(urgency: Urgency | null): string {
  return urgency === null ? m.urgency_none() : urgencyNames[urgency]();
}

/** What an urgency is called where it stands alone. */
export function urgencySentence(urgency: Urgency): string {
  return urgencySentences[urgency]();
}

/** The colour that repeats an urgency for the eye. */
export function urgencyTone(urgency: Urgency): Tone {
  return urgencyTones[urgency];
}

const requestTypes: Readonly<Record<RequestType, () => string>> = {
  assistance: m.request_type_assistance,
  appointment: m.request_type_appointment,
  clarification: m.request_type_clarification,
  anomaly: m.request_type_anomaly,
  request: m.request_type_request,
};

/** What a kind of request is called. */
export function requestTypeName(type: RequestType): string {
  return requestTypes[type]();
}
