import { describe, expect, it } from 'vitest';
import { withAmendments } from './amending.ts';
import type { Ticket } from './entities.ts';
import { type DraftEntry, type Entry, projectEntry, projectTicket } from './entries.ts';
import { fold, numberDrafts } from './fold.ts';
import { company, idOf, monday, principalOf, ticketOf } from './testing/people.ts';
import { applyEntries, extendWindow, replaceWindow, type ThreadLog } from './threadLog.ts';
import { amendRefusal } from './workflow/amend.ts';
import type { WorkflowContext } from './workflow/decide.ts';
import { fullPreset } from './workflow/transitions.ts';

const giulia = { id: idOf(0xb1), side: 'customer' } as const;
const luca = { id: idOf(0xa1), side: 'staff' } as const;
const file = {
  id: idOf(7),
  name: 'scarto.txt',
  type: 'text/plain',
  size: 9,
  description: null,
  width: null,
  height: null,
};

const write = (body: string, by: Entry['author'] = giulia, more: Partial<DraftEntry> = {}): DraftEntry => ({
  kind: 'message',
  audience: 'all',
  author: by,
  key: null,
  body,
  lang: 'it',
  ...more,
});
const note = (body: string): DraftEntry => write(body, luca, { kind: 'note', audience: 'staff' });
const retell = (of: { seq: number; pub: number | null }, text: string | null, files = 0): DraftEntry => ({
  kind: 'change',
  audience: of.pub === null ? 'staff' : 'all',
  author: of.pub === null ? luca : giulia,
  key: null,
  amends: { ...of, text, files },
});

/** A ticket with a question and a note, then what is given, minute by minute. */
function logOf(...drafts: DraftEntry[]): { ticket: Ticket; entries: Entry[] } {
  const opening = write('Descrizione', giulia, {
    kind: 'opened',
    changes: {
      number: [null, 1001],
      company: [null, company],
      requester: [null, giulia.id],
      title: [null, 'Scarto'],
      requestType: [null, 'assistance'],
      category: [null, 'accounting'],
      subcategory: [null, 'e-invoicing'],
      priority: [null, 'normal'],
      state: [null, 'new'],
    },
  });
  let ticket: Ticket | null = null;
  const entries: Entry[] = [];
  for (const [index, draft] of [
    opening,
    note('Cliente difficile'),
    write('Domanda', giulia, { attachments: [file] }),
    ...drafts,
  ].entries()) {
    const [entry] = numberDrafts(ticket, idOf(1), [draft], monday + index * 60_000);
    if (!entry) throw new Error('no entry');
    ticket = fold(ticket, entry);
    entries.push(entry);
  }
  if (!ticket) throw new Error('no ticket');
  return { ticket, entries };
}
const question = { seq: 3, pub: 2 };

describe('a message that was corrected', () => {
  const { ticket, entries } = logOf(write('Risposta', luca), retell(question, 'Domanda giusta'));

  it('reads as it is now, and says when it was corrected', () => {
    expect(withAmendments(entries)[2]).toMatchObject({
      body: 'Domanda giusta',
      attachments: [file],
      amended: { seq: 5, at: monday + 4 * 60_000, withdrawn: false },
    });
  });

  it('is told so in lists, and nothing else of the ticket moves', () => {
    const before = logOf(write('Risposta', luca)).ticket;
    expect(ticket).toEqual({
      ...before,
      seq: 5,
      pub: 4,
      lastCustomer: { ...before.lastCustomer, excerpt: 'Domanda giusta' },
    });
  });

  it('leaves every other entry the same value', () => {
    const after = withAmendments(entries);
    expect([0, 1, 3].map((index) => after[index] === entries[index])).toEqual([true, true, true]);
  });

  it('corrected twice says the last, and the first correction tells no more than that', () => {
    const twice = logOf(retell(question, 'password: rossa'), retell(question, 'Domanda')).entries;
    expect(JSON.stringify(withAmendments(twice))).not.toContain('password');
  });
});

describe('a message that was withdrawn', () => {
  const { ticket, entries } = logOf(retell(question, null, 1));

  it('keeps its place, its writer and its number, and nothing else', () => {
    expect(withAmendments(entries)[2]).toMatchObject({
      seq: 3,
      author: giulia,
      body: null,
      attachments: [],
      amended: { withdrawn: true },
    });
    expect(ticket).toMatchObject({ seq: 4, pub: 3, attachmentCount: 0, publicAttachmentCount: 0 });
    expect(ticket.lastCustomer?.excerpt).toBe('');
  });
});

it('a corrected description is what the ticket begins with', () => {
  expect(logOf(retell({ seq: 1, pub: 1 }, 'Descrizione giusta')).ticket.excerpt).toBe('Descrizione giusta');
});

it('a customer hears in their own numbers, and nothing of notes that were corrected', () => {
  const { ticket, entries } = logOf(
    retell({ seq: 2, pub: null }, 'Cliente gentile'),
    retell(question, 'Giusta'),
  );
  const theirs = entries.flatMap((entry) => projectEntry(entry, 'customer') ?? []);
  expect(theirs.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(theirs.reduce<Ticket | null>(fold, null)).toEqual(projectTicket(ticket, 'customer'));
  expect(withAmendments(theirs)[1]).toMatchObject({ body: 'Giusta', amended: { seq: 3 } });
  const settled = withAmendments(entries).flatMap((entry) => projectEntry(entry, 'customer') ?? []);
  expect(settled).toEqual(withAmendments(theirs));
});

describe('a page', () => {
  const { ticket, entries } = logOf(write('Risposta', luca), retell(question, 'Giusta'));
  const before = entries.slice(0, 4).reduce<Ticket | null>(fold, null);
  if (!before) throw new Error('no ticket');
  const pageOf = (shown: readonly Entry[]): ThreadLog => ({
    ticket: before,
    entries: shown,
    readers: [],
    unread: 0,
  });

  it('shows what arrives like what is loaded', () => {
    const { log } = applyEntries(pageOf(entries.slice(0, 4)), entries.slice(4));
    expect(log).toEqual({ ...pageOf(withAmendments(entries)), ticket });
  });

  it('that looks at an older part hears of it too', () => {
    const { log } = applyEntries(pageOf(entries.slice(1, 3)), entries.slice(4));
    expect(log.entries).toEqual(withAmendments(entries).slice(1, 3));
  });

  it('does not show old words that were on their way', () => {
    const { log } = applyEntries(pageOf(entries.slice(3, 4)), entries.slice(4));
    expect(extendWindow(log, entries.slice(0, 3)).entries).toEqual(withAmendments(entries));
    expect(replaceWindow(log, entries.slice(0, 3)).entries).toEqual(withAmendments(entries).slice(0, 3));
  });
});

describe('correcting and withdrawing', () => {
  const customer = principalOf('standard', { person: giulia.id });
  const context = (overrides: Partial<WorkflowContext> = {}): WorkflowContext => ({
    principal: customer,
    preset: fullPreset,
    now: monday + 2 * 60_000,
    held: false,
    ...overrides,
  });
  const [description, , message] = logOf().entries;
  if (!description || !message) throw new Error('no entries');
  const ticket = ticketOf();
  const code = (...given: Parameters<typeof amendRefusal>) => amendRefusal(...given)?.code ?? 'ok';

  it('is for what one has written oneself, as long as one may write', () => {
    expect(code(ticket, message, 'correct', context())).toBe('ok');
    expect(code(ticket, message, 'withdraw', context())).toBe('ok');
    expect(
      code(
        ticket,
        message,
        'correct',
        context({ principal: principalOf('administrator', { person: idOf(9) }) }),
      ),
    ).toBe('not_own_message');
    expect(code(ticket, message, 'correct', context({ principal: principalOf('supervisor') }))).toBe(
      'not_own_message',
    );
    expect(
      code(
        ticket,
        message,
        'correct',
        context({ principal: principalOf('readOnly', { person: giulia.id }) }),
      ),
    ).toBe('forbidden');
  });

  it('is possible for as many minutes as the workflow says', () => {
    const at = (minutes: number) => context({ now: message.at + minutes * 60_000 });
    expect(code(ticket, message, 'correct', at(15))).toBe('ok');
    expect(amendRefusal(ticket, message, 'correct', at(15.1))).toEqual({
      ok: false,
      code: 'amend_expired',
      limit: 15,
    });
    const never = { ...fullPreset, rules: { ...fullPreset.rules, amendMinutes: 0 } };
    expect(code(ticket, message, 'withdraw', context({ preset: never, now: message.at + 1 }))).toBe(
      'amend_expired',
    );
  });

  it('ends with the ticket, and with the withdrawal', () => {
    for (const state of ['closed', 'discarded'] as const)
      expect(code(ticketOf({ state }), message, 'withdraw', context())).toBe('not_allowed_now');
    const gone = { ...message, amended: { seq: 4, pub: 3, at: monday, withdrawn: true } };
    expect(code(ticket, gone, 'correct', context())).toBe('message_withdrawn');
  });

  it('never takes the description away', () => {
    expect(code(ticket, description, 'correct', context())).toBe('ok');
    expect(code(ticket, description, 'withdraw', context())).toBe('description_stays');
  });
});
