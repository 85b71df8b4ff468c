import type { Changes, Entry, State } from '@sportello/core';
import type { Act, Deed, Wish } from './acts.ts';

const inCharge: readonly (State | null | undefined)[] = ['accepted', 'working'];

/** True where the ticket moved because somebody wrote, without having been asked to (t5, t8, t16, t19). */
function movedByWriting({ changes, author }: Entry): boolean {
  const [from, to] = changes.state ?? [];
  if (from === 'closed') return true;
  return author.side === 'staff' ? from === 'new' && inCharge.includes(to) : inCharge.includes(to);
}

function wishOf({ changes, body, kind }: Entry): Wish | null {
  const to = changes.state?.[1];
  if (!to) return null;
  const [vendor, plannedFor, duplicateOf] = [changes.vendor, changes.plannedFor, changes.duplicateOf].map(
    (pair) => pair?.[1] ?? null,
  ) as [Wish['vendor'] | null, number | null, number | null];
  return {
    to,
    ...(kind === 'change' && body !== null && { reason: body }),
    ...(vendor && { vendor }),
    ...(plannedFor !== null && { plannedFor }),
    ...(duplicateOf !== null && { duplicateOf }),
  };
}

function given([, to]: NonNullable<Changes['operator']>, { author }: Entry): Deed {
  return to !== null && to === author.id ? { do: 'take' } : { do: 'give', to };
}

/** What a change without words was; null for one that decides nothing over the ticket's life. */
function changed(entry: Entry): Deed | null {
  const { operator, state, priority, urgency, collaborators, hold, settled } = entry.changes;
  if (settled) return { do: 'settle', needed: settled[1] === null };
  if (hold) return { do: hold[1] ? 'holdTicket' : 'releaseTicket' };
  if (operator && (!state || inCharge.includes(state[1]))) return given(operator, entry);
  const move = wishOf(entry);
  if (move) return { do: 'move', move };
  if (priority?.[1]) return { do: 'prioritise', priority: priority[1] };
  if (urgency) return { do: 'urgency', urgency: urgency[1] };
  const called = collaborators?.[1]?.find((one) => !collaborators[0]?.includes(one));
  return called ? { do: 'call', to: called } : null;
}

function deedOf(entry: Entry): Deed | null {
  const { kind, changes, body, attachments } = entry;
  switch (kind) {
    case 'opened': {
      const [requestType, priority] = [changes.requestType?.[1], changes.priority?.[1]];
      return { do: 'open', ...(requestType && { requestType }), ...(priority && { priority }) };
    }
    case 'message': {
      const text = body ?? attachments.map(({ name }) => name).join(', ');
      const move = movedByWriting(entry) ? null : wishOf(entry);
      return { do: 'write', text, ...(move && { move }) };
    }
    case 'note':
      return { do: 'note' };
    case 'change':
      return changed(entry);
    default:
      return null;
  }
}

/**
 * What people did to a ticket, from its log, `by` their ids. What happened by itself is left out: the replay lets it happen
 * again, or not.
 */
export function actsOfLog(log: readonly Entry[]): Act[] {
  return log.flatMap((entry) => {
    const deed = entry.author.id === null ? null : deedOf(entry);
    return deed && entry.author.id ? [{ ...deed, at: entry.at, by: entry.author.id }] : [];
  });
}

/** What a ticket was called and where it belonged when it was opened. */
export function birthOf([first]: readonly Entry[]): Changes {
  const { state: _, due: __, requestType: ___, priority: ____, ...birth } = first?.changes ?? {};
  return birth;
}
