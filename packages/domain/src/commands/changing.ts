import {
  type Action,
  type Changes,
  type CommandData,
  can,
  decideExpected,
  decidePriority,
  decideReference,
  decideUrgency,
  type Refusal,
  type Result,
  refuse,
  stateIsDone,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import type { PersonRecord } from '@sportello/models';
import type { Context } from '../context.ts';
import { principalOf } from '../identity/principal.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket, type TicketRule } from './onTicket.ts';

/** What an answer may change beside the state. */
type Wanted = NonNullable<CommandData<'ticket.reply'>['changes']>;
type Field = keyof Wanted;
type Rule = (ticket: Ticket, workflow: WorkflowContext) => Changes | Refusal;

/** May somebody be who a ticket is about? Its company's people who then may read it. */
export function mayBeReference(person: PersonRecord | null, ticket: Ticket): boolean {
  const acting = person && !person.staff && principalOf(person, ticket.company);
  if (!acting) return false;
  const participants = [...ticket.participants, acting.person];
  return can(acting, 'ticket.read', { ...ticket, participants });
}

const actionFor: Readonly<Record<Field, Action>> = {
  priority: 'ticket.prioritise',
  requester: 'ticket.refer',
  operator: 'ticket.assign',
  urgency: 'ticket.urgency',
  expectedAt: 'ticket.expect',
};

function handOver(ticket: Ticket, to: string | null, person: PersonRecord | null): Changes | Refusal {
  // Somebody from outside is called beside the operator, by a command of its own.
  const isOperator = person?.active && person.staff && person.staff.role !== 'collaborator';
  if (to !== null && !isOperator) return refuse('not_found', { field: 'operator' });
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now', { field: 'operator' });
  return { operator: [ticket.operator, to] };
}

/**
 * Reads what the changes that go with an answer are decided by.
 * @returns the rule that decides them together: what is so already is no change, what is not allowed refuses the answer
 */
export async function changesWith(
  installation: Installation,
  { principal }: Context,
  wanted: Wanted,
): Promise<Rule> {
  const { priority, requester, operator, urgency, expectedAt } = wanted;
  const [reference, operating] = await Promise.all([
    requester === undefined ? null : installation.people.person(requester),
    operator ? installation.people.person(operator) : null,
  ]);
  const rules: readonly (readonly [Field, Rule | undefined])[] = [
    ['priority', priority && ((ticket, workflow) => decidePriority(ticket, priority, workflow))],
    [
      'requester',
      requester === undefined
        ? undefined
        : (ticket, workflow) =>
            decideReference(ticket, requester, mayBeReference(reference, ticket), workflow),
    ],
    ['operator', operator === undefined ? undefined : (ticket) => handOver(ticket, operator, operating)],
    ['urgency', urgency === undefined ? undefined : (ticket) => decideUrgency(ticket, urgency)],
    [
      'expectedAt',
      expectedAt === undefined
        ? undefined
        : (ticket, workflow) => decideExpected(ticket, expectedAt, workflow),
    ],
  ];
  return (ticket, workflow) => {
    let changes: Changes = {};
    for (const [name, rule] of rules) {
      if (!rule || wanted[name] === ticket[name]) continue;
      const field = `changes.${name}`;
      if (!can(principal, actionFor[name], ticket)) return refuse('forbidden', { field });
      const changed = rule(ticket, workflow);
      if ('code' in changed) return { ...changed, field };
      changes = { ...changes, ...changed };
    }
    return changes;
  };
}

/** The decision that a change alone comes to. */
function alone(ctx: Context, call: KeyedCall<unknown>, rule: Rule): TicketRule {
  return (ticket, workflow) => {
    const changes = rule(ticket, workflow);
    return 'code' in changes
      ? changes
      : { drafts: [draft(ctx, call, { kind: 'change', audience: 'all', changes })] };
  };
}

/** Changes who the ticket is about. */
export async function refer(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.refer'>>,
): Promise<Result<Written>> {
  const { requester } = call.data;
  const person = await installation.people.person(requester);
  const rule = alone(ctx, call, (ticket, workflow) =>
    decideReference(ticket, requester, mayBeReference(person, ticket), workflow),
  );
  return onTicket(installation, ctx, call, 'ticket.refer', rule);
}

/** Changes when support expects to close the ticket. */
export function expect(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.expect'>>,
): Promise<Result<Written>> {
  const rule = alone(ctx, call, (ticket, workflow) => decideExpected(ticket, call.data.expectedAt, workflow));
  return onTicket(installation, ctx, call, 'ticket.expect', rule);
}
