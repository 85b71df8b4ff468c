import {
  type Action,
  equalFields,
  orderOf,
  type Principal,
  priorities,
  priorityRank,
  type Sorting,
  type TicketScope,
  ticketScope,
  type ViewConditions,
} from '@sportello/core';
import { type QueryFilter, type TicketRecord, trusted } from '@sportello/models';

/** A filter over stored tickets, built from rights and conditions alone: never from what was typed. */
export type TicketFilter = QueryFilter<TicketRecord>;

function scopeFilter({ company, participant, collaborator, excludedStates }: TicketScope): TicketFilter {
  const parts: TicketFilter[] = [];
  if (company !== undefined) parts.push({ company });
  if (participant !== undefined) parts.push({ participants: participant });
  if (collaborator !== undefined) parts.push({ collaborators: collaborator });
  if (excludedStates !== undefined) parts.push({ state: trusted({ $nin: [...excludedStates] }) });
  return parts.length === 1 ? (parts[0] ?? {}) : { $and: parts };
}

/** The tickets on which a principal may do an action, as a database filter; null when on none. */
export function reachFilter(principal: Principal, action: Action = 'ticket.read'): TicketFilter | null {
  const scope = ticketScope(principal, action);
  return scope && scopeFilter(scope);
}

/** The other conditions, on fields that an index of lists ends with. */
function narrowing({ from, to, ...conditions }: ViewConditions): TicketFilter[] {
  const parts: TicketFilter[] = equalFields.flatMap((field) => {
    const value = conditions[field];
    // The priority is kept as its rank too, which lists are ordered by.
    return value === undefined || field === 'priority' ? [] : [{ [field]: value }];
  });
  if (conditions.operator !== undefined) parts.push({ operator: conditions.operator });
  if (from !== undefined) parts.push({ openedAt: trusted({ $gte: from }) });
  if (to !== undefined) parts.push({ openedAt: trusted({ $lt: to }) });
  return parts;
}

/** The ranks of a list; by last activity one is read beside the other, which asks for all of them by name. */
function rankFilter({ priority }: ViewConditions, sort?: Sorting): TicketFilter[] {
  if (priority !== undefined) return [{ priorityRank: priorityRank(priority) }];
  return sort && orderOf(sort) === 'activity'
    ? [{ priorityRank: trusted({ $in: [...priorities.keys()] }) }]
    : [];
}

/**
 * The tickets of a view, within the rights of who looks; null when there cannot be any.
 * States the viewer may not see are taken out of the list of states, so that one index serves both conditions.
 */
export function viewFilter(
  principal: Principal,
  conditions: ViewConditions,
  sort?: Sorting,
): TicketFilter | null {
  const scope = ticketScope(principal, 'ticket.read');
  if (!scope) return null;
  const { excludedStates = [], ...reach } = scope;
  const states = conditions.states.filter((state) => !excludedStates.includes(state));
  if (states.length === 0) return null;
  const parts: TicketFilter[] = [{ state: trusted({ $in: states }) }];
  if (Object.keys(reach).length > 0) parts.push(scopeFilter(reach));
  // Said twice, it would be looked up twice. Who opened a ticket takes part in it.
  const requester = reach.collaborator === undefined ? conditions.requester : undefined;
  const participant = reach.participant ?? conditions.participant ?? requester;
  if (participant !== undefined && participant !== reach.participant)
    parts.push({ participants: participant });
  if (conditions.teams !== undefined) parts.push({ team: trusted({ $in: [...conditions.teams] }) });
  if (conditions.callback) parts.push({ awaitsCall: true });
  if (conditions.overdue) parts.push({ dueAlarm: 'breached' });
  const { archive } = conditions;
  if (archive) parts.push({ archivedBy: archive.is ? archive.person : trusted({ $ne: archive.person }) });
  parts.push(...rankFilter(conditions, sort), ...narrowing(conditions));
  return parts.length === 1 ? (parts[0] ?? {}) : { $and: parts };
}
