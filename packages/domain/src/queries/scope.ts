import {
  type Action,
  type Principal,
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

/**
 * The tickets of a view, within the rights of who looks; null when there cannot be any.
 * States the viewer may not see are taken out of the list of states, so that one index serves both conditions.
 */
export function viewFilter(principal: Principal, conditions: ViewConditions): TicketFilter | null {
  const scope = ticketScope(principal, 'ticket.read');
  if (!scope) return null;
  const { excludedStates = [], ...reach } = scope;
  const states = conditions.states.filter((state) => !excludedStates.includes(state));
  if (states.length === 0) return null;
  const parts: TicketFilter[] = [{ state: trusted({ $in: states }) }];
  if (Object.keys(reach).length > 0) parts.push(scopeFilter(reach));
  if (conditions.operator !== undefined) parts.push({ operator: conditions.operator });
  // Said twice, it would be looked up twice.
  if (conditions.participant !== undefined && conditions.participant !== reach.participant)
    parts.push({ participants: conditions.participant });
  if (conditions.teams !== undefined) parts.push({ team: trusted({ $in: [...conditions.teams] }) });
  if (conditions.priority !== undefined)
    parts.push({ priority: conditions.priority as TicketRecord['priority'] });
  if (conditions.category !== undefined) parts.push({ category: conditions.category });
  return parts.length === 1 ? (parts[0] ?? {}) : { $and: parts };
}
