import { gatedStates, type Side, type State, type TicketScope } from '@sportello/core';
import type { ArticleReader } from '@sportello/core/articles';

const ID = /^[0-9a-f]{24}$/;

function condition(
  attribute: 'company' | 'participants' | 'collaborators',
  id: string | undefined,
): string[] {
  if (id === undefined) return [];
  if (!ID.test(id)) throw new Error('a search filter is made of ids alone');
  return [`${attribute} = "${id}"`];
}

/** A ticket's state as far as it hides the ticket from support; other moves leave the documents of its messages alone. */
export function gateOf(state: State): State | 'open' {
  return gatedStates.includes(state) ? state : 'open';
}

function gateCondition(excluded: readonly State[]): string[] {
  if (!excluded.every((state) => gatedStates.includes(state)))
    throw new Error('the index knows only the states that gate');
  return excluded.length > 0 ? [`gate NOT IN [${excluded.map((state) => `"${state}"`).join(', ')}]`] : [];
}

/**
 * What of a scope may be found, as conditions that must all hold. Made of the viewer's own ids and known states: nothing
 * that was typed gets here.
 */
export function scopeConditions(scope: TicketScope): string[] {
  return [
    ...condition('company', scope.company),
    ...condition('participants', scope.participant),
    ...condition('collaborators', scope.collaborator),
    ...gateCondition(scope.excludedStates ?? []),
  ];
}

/** As {@link scopeConditions}, for what is written in the tickets: customers never find what is for staff. */
export function messageConditions(scope: TicketScope, side: Side): string[] {
  return [...scopeConditions(scope), ...(side === 'customer' ? ['audience = "all"'] : [])];
}

/** The articles somebody may read; what was withdrawn is for nobody. */
export function articleConditions(reader: ArticleReader): string[] {
  if (reader.kind === 'visitor') return ['audience = "public"'];
  if (reader.kind === 'staff') return ['audience != "nobody"'];
  const forAll = 'audience IN ["public", "signedIn"]';
  const { company } = reader;
  if (company === null) return [forAll];
  if (!ID.test(company)) throw new Error('a search filter is made of ids alone');
  return [`${forAll} OR (audience = "companies" AND companies = "${company}")`];
}
