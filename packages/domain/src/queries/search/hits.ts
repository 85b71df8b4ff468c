import type {
  ArticleHit,
  Highlighted,
  MessageHit,
  Principal,
  SearchAnswer,
  Ticket,
  TicketHit,
} from '@sportello/core';
import type { ArticleReader } from '@sportello/core/articles';
import { type EntryRecord, entryId, trusted } from '@sportello/models';
import type { Found, FoundArticle, FoundMessage, FoundTicket } from '@sportello/search';
import type { Context, Visitor } from '../../context.ts';
import type { Installation } from '../../installation.ts';
import { articlesById } from '../articles.ts';
import { reachFilter } from '../scope.ts';

/** The sections of an answer. */
export type Hits = Pick<SearchAnswer, 'articles' | 'tickets' | 'messages'>;
/** What a hit tells of a ticket: the same for both sides. */
export type TicketFace = Pick<Ticket, 'id' | 'number' | 'state' | 'company' | 'title' | 'excerpt'> & {
  readonly hold?: Ticket['hold'];
};

type FaceRecord = Omit<TicketFace, 'id'> & { readonly _id: string };
type EntryHead = Pick<EntryRecord, '_id' | 'pub' | 'audience' | 'author' | 'at' | 'isAmended'>;

/** A text without matches. */
export const unmarked = (text: string): Highlighted => (text === '' ? [] : [{ text, hit: false }]);

/** The marked text of the index where it is still the text there is. */
function current(marked: Highlighted, text: string): Highlighted {
  return marked.map((piece) => piece.text).join('') === text ? marked : unmarked(text);
}

/** A ticket as a hit. */
export function asTicketHit(
  { id, number, state, company, hold }: TicketFace,
  title: Highlighted,
  crop: Highlighted,
): TicketHit {
  return { id, number, state, ...(hold && { held: true }), company, title, crop };
}

async function readArticles(
  installation: Installation,
  reader: ArticleReader,
  found: readonly FoundArticle[],
): Promise<ArticleHit[]> {
  if (found.length === 0) return [];
  const cards = await articlesById(
    installation,
    reader,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ id, title, crop }) => {
    const card = cards.get(id);
    return card
      ? [{ id, slug: card.slug, category: card.category, title: current(title, card.title), crop }]
      : [];
  });
}

async function readTickets(
  { database }: Installation,
  principal: Principal | null,
  ids: readonly string[],
): Promise<Map<string, TicketFace>> {
  const reach = principal && reachFilter(principal);
  if (ids.length === 0 || !reach) return new Map();
  const found = await database.tickets
    .find(
      { $and: [{ _id: trusted({ $in: [...ids] }) }, reach] },
      { number: 1, state: 1, company: 1, title: 1, excerpt: 1, hold: 1 },
    )
    // A few named tickets: weighing other indexes would take longer than looking at them.
    .hint({ _id: 1 })
    .lean<FaceRecord[]>();
  return new Map(found.map(({ _id: id, ...face }) => [id, { id, ...face }]));
}

async function readHeads(
  { database }: Installation,
  found: readonly FoundMessage[],
): Promise<Map<string, EntryHead>> {
  if (found.length === 0) return new Map();
  const ids = found.map(({ ticket, seq }) => entryId(ticket, seq));
  const heads = await database.entries
    .find(
      {
        _id: trusted({ $in: ids }),
        $or: [{ body: trusted({ $exists: true }) }, { 'attachments.id': trusted({ $exists: true }) }],
      },
      { pub: 1, audience: 1, author: 1, at: 1, isAmended: 1 },
    )
    .lean<EntryHead[]>();
  const retold = new Set(heads.filter(({ isAmended }) => isAmended).map(({ _id }) => _id));
  const gone = await outdated(
    database,
    found.filter(({ ticket, seq }) => retold.has(entryId(ticket, seq))),
  );
  return new Map(heads.filter(({ _id }) => !gone.has(_id)).map((head) => [head._id, head]));
}

/** What was withdrawn, or corrected and not yet in the index: its old words are not shown to anybody. */
async function outdated(
  { entries }: Installation['database'],
  found: readonly FoundMessage[],
): Promise<ReadonlySet<string>> {
  if (found.length === 0) return new Set();
  const amendments = await entries
    .find(
      {
        ticket: trusted({ $in: found.map(({ ticket }) => ticket) }),
        'amends.seq': trusted({ $gt: 0, $in: found.map(({ seq }) => seq) }),
      },
      { ticket: 1, amends: 1, todo: 1 },
    )
    .lean<Pick<EntryRecord, 'ticket' | 'amends' | 'todo'>[]>();
  const isOld = ({ amends, todo }: (typeof amendments)[number]): boolean =>
    amends?.text == null || Boolean(todo?.includes('search'));
  return new Set(amendments.filter(isOld).map(({ ticket, amends }) => `${ticket}:${amends?.seq}`));
}

function ticketHits(tickets: ReadonlyMap<string, TicketFace>, found: readonly FoundTicket[]): TicketHit[] {
  return found.flatMap(({ id, title, crop }) => {
    const ticket = tickets.get(id);
    return ticket ? [asTicketHit(ticket, current(title, ticket.title), current(crop, ticket.excerpt))] : [];
  });
}

/** The number under which one side knows an entry; null when it may not know it. */
function positionFor(side: Principal['side'], hit: FoundMessage, head: EntryHead): number | null {
  if (side === 'staff') return hit.seq;
  return head.audience === 'all' ? (head.pub ?? null) : null;
}

function messageHits(
  side: Principal['side'],
  tickets: ReadonlyMap<string, TicketFace>,
  heads: ReadonlyMap<string, EntryHead>,
  found: readonly FoundMessage[],
): MessageHit[] {
  return found.flatMap((hit) => {
    const ticket = tickets.get(hit.ticket);
    const head = heads.get(`${hit.ticket}:${hit.seq}`);
    const seq = head ? positionFor(side, hit, head) : null;
    if (!ticket || !head || seq === null) return [];
    const { id, number, title } = ticket;
    return [{ ticket: id, number, title, seq, author: head.author.id ?? null, at: head.at, crop: hit.crop }];
  });
}

/**
 * Reads what the index found again from the database, with the rights the viewer has now: the index may be behind. What
 * is gone or may no longer be seen is left out without a word.
 * @param reader for whom articles are looked for
 */
export async function readHits(
  installation: Installation,
  { principal }: Context | Visitor,
  reader: ArticleReader,
  found: Found,
): Promise<Hits> {
  const ids = [
    ...new Set([...found.tickets.map(({ id }) => id), ...found.messages.map(({ ticket }) => ticket)]),
  ];
  const [articles, tickets, heads] = await Promise.all([
    readArticles(installation, reader, found.articles),
    readTickets(installation, principal, ids),
    readHeads(installation, found.messages),
  ]);
  const messages = principal ? messageHits(principal.side, tickets, heads, found.messages) : [];
  return { articles, tickets: ticketHits(tickets, found.tickets), messages };
}
