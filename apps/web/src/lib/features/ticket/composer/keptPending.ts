import { directory, type PersonCard, replyChanges, type Ticket } from '@sportello/core';
import * as z from 'zod/mini';
import type { PendingChanges } from '../../../live/liveThread.svelte.ts';

const keptPending = z.strictObject({ changes: replyChanges, people: directory.shape.people });

/** What waits to go with an answer, and the names of the people in it. */
export type KeptPending = z.infer<typeof keptPending>;

const fields = ['priority', 'urgency', 'requester', 'operator', 'expectedAt'] as const;
const nothing: KeptPending = { changes: {}, people: [] };

/** The text to keep for what waits to go with an answer; empty where nothing does. */
export function pendingText(
  changes: PendingChanges,
  person: (id: string | null | undefined) => PersonCard | undefined,
): string {
  if (Object.keys(changes).length === 0) return '';
  const people = [person(changes.requester), person(changes.operator)].filter((one) => one !== undefined);
  return JSON.stringify({ changes, people } satisfies KeptPending);
}

/** What was kept, without what the ticket has come to be meanwhile; nothing where it cannot be read. */
export function readPending(text: string, ticket: Pick<Ticket, (typeof fields)[number]>): KeptPending {
  try {
    const { changes, people } = keptPending.parse(JSON.parse(text));
    for (const field of fields) if (changes[field] === ticket[field]) delete changes[field];
    return { changes, people };
  } catch {
    return nothing;
  }
}
