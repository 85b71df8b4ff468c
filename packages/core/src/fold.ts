import type { LastWritten, State, Ticket } from './entities.ts';
import { type Changes, type DraftEntry, type Entry, isActivity, isWritten } from './entries.ts';
import { excerpt } from './text.ts';
import { stateCategory, stateIsDone } from './workflow/table.ts';

/** The log and its ticket disagree: a number is missing, repeated, or belongs elsewhere. */
export class LogError extends Error {
  override readonly name = 'LogError';
}

function lastOf(entry: Entry): LastWritten | null {
  if (!isWritten(entry.kind) || entry.author.id === null) return null;
  return {
    seq: entry.seq,
    pub: entry.pub ?? 0,
    at: entry.at,
    author: entry.author.id,
    // A picture alone is told by its name.
    excerpt: excerpt(entry.body ?? entry.attachments[0]?.name ?? ''),
  };
}

function born(entry: Entry): Ticket {
  const to = entry.changes;
  const required = <T>(pair: readonly [T | null, T | null] | undefined): T => {
    const value = pair?.[1];
    if (value === undefined || value === null)
      throw new LogError('the first entry of a ticket lacks a field');
    return value;
  };
  return {
    id: entry.ticket,
    number: required(to.number),
    company: required(to.company),
    seq: 0,
    pub: 0,
    title: '',
    excerpt: excerpt(entry.body ?? ''),
    requester: required(to.requester),
    requestType: required(to.requestType),
    category: required(to.category),
    subcategory: required(to.subcategory),
    priority: required(to.priority),
    urgency: null,
    state: required(to.state),
    closure: null,
    plannedFor: null,
    expectedAt: null,
    due: null,
    closesAt: null,
    warnedAt: null,
    hold: null,
    stopped: null,
    callback: null,
    rating: null,
    operator: null,
    team: null,
    collaborators: [],
    vendor: null,
    routing: null,
    settled: null,
    dueAlarm: null,
    breaches: 0,
    holdReason: null,
    details: null,
    consulted: null,
    lastNote: null,
    participants: [required(to.requester)],
    lastCustomer: null,
    lastStaff: null,
    followUpOf: null,
    followUps: [],
    duplicateOf: null,
    duplicates: [],
    splitOf: null,
    splits: [],
    related: [],
    openedAt: entry.at,
    activityAt: entry.at,
    stateAt: entry.at,
    closedAt: null,
    reopenings: 0,
    woken: null,
    attachmentCount: 0,
    publicAttachmentCount: 0,
  };
}

/** Fields whose new value is simply taken over. */
const plainFields = [
  'urgency',
  'closure',
  'operator',
  'plannedFor',
  'expectedAt',
  'closesAt',
  'warnedAt',
  'hold',
  'holdReason',
  'stopped',
  'callback',
  'rating',
  'team',
  'vendor',
  'routing',
  'settled',
  'followUpOf',
  'duplicateOf',
  'details',
  'consulted',
  'splitOf',
] as const satisfies readonly (keyof Changes & keyof Ticket)[];
/** Fields that always have a value: a null never overwrites them. */
const solidFields = [
  'state',
  'priority',
  'title',
  'requestType',
  'category',
  'subcategory',
  'requester',
  'collaborators',
  'followUps',
  'duplicates',
  'splits',
  'related',
] as const satisfies readonly (keyof Changes & keyof Ticket)[];

function changed(changes: Changes): Partial<Ticket> {
  const fields: Record<string, unknown> = {};
  for (const field of plainFields) if (changes[field]) fields[field] = changes[field][1];
  for (const field of solidFields)
    if (changes[field] && changes[field][1] !== null) fields[field] = changes[field][1];
  return fields;
}

/** A new promise begins without an alarm; the same entry may say otherwise. A promise that stood still is broken once. */
function promisedBy({ breaches }: Ticket, { due, dueAlarm }: Changes): Partial<Ticket> {
  const isBroken = dueAlarm?.[1] === 'breached' && dueAlarm[0] !== 'breached';
  return {
    ...(due && { due: due[1], dueAlarm: null }),
    ...(dueAlarm && { dueAlarm: dueAlarm[1] }),
    ...(isBroken && { breaches: breaches + 1 }),
  };
}

/** States in which a ticket rests until the customer writes. */
const resting: readonly State[] = ['waiting_customer', 'resolved', 'closed'];

/**
 * Where a ticket was before a customer's message brought it back; null as soon as anything else happens to it. Support moves
 * it there, and back from there, without words only when it says of that message whether it needs an answer.
 */
function wokenBy(ticket: Ticket, { kind, author, audience, changes }: Entry): Ticket['woken'] {
  const to = changes.state?.[1];
  if (!to) return author.side === 'staff' && audience === 'all' && isWritten(kind) ? null : ticket.woken;
  const isWoken =
    author.side === 'customer' ? kind === 'message' : author.side === 'staff' && kind === 'change';
  if (!isWoken || !resting.includes(ticket.state) || stateCategory[to] !== 'support') return null;
  return { state: ticket.state, closure: ticket.closure, closedAt: ticket.closedAt };
}

/** Does an entry bring a ticket back to where it was before the customer wrote? */
function goesBack({ state, woken }: Ticket, { kind, author, changes }: Entry): boolean {
  const isSilent = kind === 'change' && author.side === 'staff';
  return (
    isSilent && woken !== null && changes.state?.[1] === woken.state && stateCategory[state] === 'support'
  );
}

function timesOf(ticket: Ticket, entry: Entry): Partial<Ticket> {
  const pair = entry.changes.state;
  if (!pair?.[1]) return {};
  const [from, to] = pair;
  const { woken } = ticket;
  if (woken && goesBack(ticket, entry))
    return {
      stateAt: entry.at,
      closedAt: woken.closedAt,
      reopenings: ticket.reopenings - (woken.state === 'closed' ? 1 : 0),
    };
  return {
    stateAt: entry.at,
    closedAt: stateIsDone(to) ? entry.at : null,
    reopenings: ticket.reopenings + (from === 'closed' && !stateIsDone(to) ? 1 : 0),
  };
}

function writtenBy(entry: Entry): Partial<Ticket> {
  const last = lastOf(entry);
  if (!last) return {};
  if (entry.audience === 'staff') return { lastNote: last };
  return entry.author.side === 'staff' ? { lastStaff: last } : { lastCustomer: last };
}

/** Who takes part: those who wrote to the other side, those whom the ticket is about or was about, and whom a merge brought. */
function partakingIn(ticket: Ticket, entry: Entry): readonly string[] {
  const { participants, requester } = entry.changes;
  const before = participants?.[1] ?? ticket.participants;
  const writes = isWritten(entry.kind) && entry.audience === 'all' ? entry.author.id : null;
  const added = [requester?.[1] ?? null, writes].filter((id) => id !== null && !before.includes(id));
  return added.length > 0 ? [...before, ...new Set(added.flatMap((id) => id ?? []))] : before;
}

/** What a ticket tells of an entry that was retold: the words change, marks and times do not. */
function amendedBy(ticket: Ticket, { amends, audience }: Entry): Partial<Ticket> {
  if (!amends) return {};
  const words = excerpt(amends.text ?? '');
  // Where there were no words, files are told by their name as before.
  const retold = <T extends LastWritten | null>(last: T): T =>
    last?.seq === amends.seq && amends.text !== '' ? { ...last, excerpt: words } : last;
  return {
    ...(amends.seq === 1 && { excerpt: words }),
    lastCustomer: retold(ticket.lastCustomer),
    lastStaff: retold(ticket.lastStaff),
    lastNote: retold(ticket.lastNote),
    attachmentCount: ticket.attachmentCount - amends.files,
    ...(audience === 'all' && { publicAttachmentCount: ticket.publicAttachmentCount - amends.files }),
  };
}

/**
 * The ticket after one more entry of its log: the same function on the server, in the browser and in tests, and on a
 * customer's log (numbered by `pub`) as on the whole one.
 * @param before the ticket so far; null for the entry that opens it
 * @throws LogError when the entry is not the next one
 */
export function fold(before: Ticket | null, entry: Entry): Ticket {
  if (before === null && entry.kind !== 'opened')
    throw new LogError('a log begins with the entry that opens the ticket');
  const ticket = before ?? born(entry);
  if (entry.seq !== ticket.seq + 1) throw new LogError(`entry ${entry.seq} does not follow ${ticket.seq}`);
  const isActive = isActivity(entry);
  return {
    ...ticket,
    ...(isActive && { warnedAt: null, stopped: null }),
    // A warning from before a hold is none after it.
    ...(entry.changes.stopped && { warnedAt: null }),
    ...changed(entry.changes),
    ...promisedBy(ticket, entry.changes),
    ...timesOf(ticket, entry),
    woken: wokenBy(ticket, entry),
    ...writtenBy(entry),
    participants: [...partakingIn(ticket, entry)],
    seq: entry.seq,
    pub: entry.pub ?? ticket.pub,
    activityAt: isActive ? entry.at : ticket.activityAt,
    attachmentCount: ticket.attachmentCount + entry.attachments.length,
    publicAttachmentCount:
      ticket.publicAttachmentCount + (entry.audience === 'all' ? entry.attachments.length : 0),
    ...amendedBy(ticket, entry),
  };
}

/**
 * Gives drafts their numbers and moment, in order.
 * @param before the ticket the drafts were decided on; null when they open one
 * @param at server time in epoch milliseconds; never earlier than the ticket's last public entry
 */
export function numberDrafts(
  before: Ticket | null,
  ticket: string,
  drafts: readonly DraftEntry[],
  at: number,
): Entry[] {
  let seq = before?.seq ?? 0;
  let pub = before?.pub ?? 0;
  const moment = Math.max(at, before?.activityAt ?? 0);
  return drafts.map((draft) => {
    seq += 1;
    if (draft.audience === 'all') pub += 1;
    return {
      ticket,
      seq,
      pub: draft.audience === 'all' ? pub : null,
      audience: draft.audience,
      kind: draft.kind,
      author: draft.author,
      key: draft.key,
      body: draft.body ?? null,
      lang: draft.lang ?? null,
      attachments: [...(draft.attachments ?? [])],
      changes: draft.changes ?? {},
      at: moment,
      ...(draft.amends && { amends: draft.amends }),
    };
  });
}
