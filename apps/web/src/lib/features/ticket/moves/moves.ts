import {
  type Closure,
  type CommandInput,
  type Need,
  type OfferedMove,
  offeredMoves,
  type Preset,
  type State,
  type Ticket,
  type WorkflowContext,
} from '@sportello/core';
import * as m from '../../../paraglide/messages.js';

/** Rows that happen by writing: nobody has to choose them. */
const byWriting: readonly OfferedMove['id'][] = ['t8', 't16', 't19'];

/** A move that a page offers by name. */
export interface MoveChoice {
  /** Stays the same while the page is open: state, and closure where one state ends in several ways. */
  readonly code: string;
  readonly to: State;
  readonly closure: Closure | null;
  readonly needs: readonly Need[];
  /** Epoch milliseconds from which it becomes possible; null: now. */
  readonly possibleAt: number | null;
  readonly name: string;
}

const endings: Readonly<Record<Closure, () => string>> = {
  solved: m.move_closed,
  confirmed: m.move_confirm,
  closed_by_customer: m.move_close,
  withdrawn: m.move_withdraw,
  duplicate: m.move_duplicate,
  out_of_scope: m.move_out_of_scope,
  authorization_refused: m.move_refuse,
  auto: m.move_closed,
};

const steps: Readonly<Partial<Record<State, () => string>>> = {
  accepted: m.move_accepted,
  working: m.move_working,
  waiting_customer: m.move_waiting_customer,
  development: m.move_development,
  vendor: m.move_vendor,
  planned: m.move_planned,
  resolved: m.move_resolved,
};

function nameOf({ to, id, closure }: OfferedMove): string {
  if (id === 't3') return m.move_authorize();
  if (id === 't23') return m.move_restore();
  return (closure ? endings[closure] : steps[to])?.() ?? to;
}

const codeOf = ({ to, closure }: Pick<OfferedMove, 'to' | 'closure'>): string =>
  closure ? `${to}.${closure}` : to;

/**
 * What a code of {@link MoveChoice} stands for, wherever the ticket is by now: whether it may be done is the command's to
 * say, which also knows what was done already.
 */
export function moveOfCode(
  code: string,
  { transitions }: Preset,
): Pick<MoveChoice, 'to' | 'needs'> | undefined {
  return transitions.find(
    ({ id, to, closure = null }) => !byWriting.includes(id) && codeOf({ to, closure }) === code,
  );
}

/** The moves that a person may choose on a ticket now, named. */
export function moveChoices(ticket: Ticket, context: WorkflowContext): MoveChoice[] {
  return offeredMoves(ticket, context)
    .filter(({ id }) => !byWriting.includes(id))
    .map((move) => ({
      code: codeOf(move),
      to: move.to,
      closure: move.closure ?? null,
      needs: move.needs,
      possibleAt: move.possibleAt,
      name: nameOf(move),
    }));
}

/** Those that go with a public message: the choice "and then" of the composer. */
export function movesWithMessage(choices: readonly MoveChoice[]): MoveChoice[] {
  return choices.filter(({ needs }) => needs.includes('message'));
}

/** What a person filled in for a move; texts as typed. */
export interface MoveFields {
  readonly reason: string;
  readonly vendorName: string;
  readonly vendorReference: string;
  /** A day as date fields give it: `2026-12-03`. */
  readonly day: string;
  readonly duplicateOf: string;
}

/** Nothing filled in yet. */
export const emptyMoveFields: MoveFields = {
  reason: '',
  vendorName: '',
  vendorReference: '',
  day: '',
  duplicateOf: '',
};

/** The moment a planned day stands for: eight in the morning of universal time, working hours anywhere in Europe. */
function momentOf(day: string): number | undefined {
  const at = Date.parse(`${day}T08:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** A move as the commands take it. What is missing or malformed is left out: the server says what it needs. */
export function moveInput(
  choice: Pick<MoveChoice, 'to' | 'needs'>,
  fields: MoveFields,
): Omit<CommandInput<'ticket.move'>, 'ticket'> {
  const { to, needs } = choice;
  const reason = fields.reason.trim();
  const plannedFor = needs.includes('future_date') ? momentOf(fields.day) : undefined;
  const number = Number(fields.duplicateOf.replace(/^\s*#/, ''));
  const vendor = { name: fields.vendorName.trim(), reference: fields.vendorReference.trim() };
  return {
    to,
    ...(needs.includes('reason') && reason && { reason }),
    ...(needs.includes('vendor') && vendor.name && vendor.reference && { vendor }),
    ...(plannedFor !== undefined && { plannedFor }),
    ...(needs.includes('duplicate_of') && Number.isInteger(number) && number > 0 && { duplicateOf: number }),
  };
}
