import * as z from 'zod/mini';
import { state, type Ticket } from './entities.ts';
import { ticketNumber } from './fields.ts';

/** Fields of a ticket that name other tickets, in the order in which they are told. */
export const linkKinds = [
  'followUpOf',
  'followUps',
  'duplicateOf',
  'duplicates',
  'splitOf',
  'splits',
  'related',
] as const satisfies readonly (keyof Ticket)[];
/** How another ticket is tied to one. */
export type LinkKind = (typeof linkKinds)[number];

/** A ticket that is tied to another one and that the reader may see. */
export const linkedTicket = z.strictObject({
  kind: z.enum(linkKinds),
  number: ticketNumber,
  title: z.string(),
  state,
  /** It or its company is under hold. */
  held: z.optional(z.boolean()),
  /** It was discarded and has disappeared since: only its number is left. */
  purged: z.optional(z.boolean()),
});
/** See {@link linkedTicket}. */
export type LinkedTicket = z.infer<typeof linkedTicket>;

/** Answer of `links`: in the order of {@link linkKinds}. */
export const linksAnswer = z.strictObject({ links: z.array(linkedTicket) });

/** Most tickets of one kind that a ticket is tied to: more are no longer a connection that anybody reads. */
export const LINK_LIMIT = 50;

/** The numbers of the tickets that one is tied to, by kind. */
export function linksOf(ticket: Pick<Ticket, LinkKind>): { kind: LinkKind; number: number }[] {
  return linkKinds.flatMap((kind) => {
    const named = ticket[kind];
    return (Array.isArray(named) ? named : [named]).flatMap((number) =>
      number === null ? [] : [{ kind, number }],
    );
  });
}
