import type { Ticket, TicketRow } from '@sportello/core';

/** A moment that tests count from. */
export const sampleNow = 1_800_000_000_000;
/** Who opened the sample tickets, and who has them in charge. */
export const sampleCustomer = '2'.repeat(24);
export const sampleOperator = '1'.repeat(24);

/** An ordinary ticket in charge, on which the customer spoke last an hour ago; a test says what differs. */
export function sampleTicket(number: number, fields: Partial<Ticket> = {}): Ticket {
  const hourAgo = sampleNow - 60 * 60_000;
  const yesterday = sampleNow - 24 * 60 * 60_000;
  return {
    id: String(number).padStart(24, '0'),
    number,
    company: 'c'.repeat(24),
    seq: 1,
    pub: 1,
    title: `Ticket ${number}`,
    excerpt: 'description',
    requester: sampleCustomer,
    requestType: 'assistance',
    category: 'accounting',
    subcategory: 'vat-registers',
    priority: 'normal',
    urgency: null,
    state: 'accepted',
    closure: null,
    plannedFor: null,
    operator: sampleOperator,
    team: 'administration',
    collaborators: [],
    vendor: null,
    routing: null,
    closesAt: null,
    settled: null,
    woken: null,
    lastNote: null,
    participants: [sampleCustomer],
    lastCustomer: { seq: 1, pub: 1, at: hourAgo, author: sampleCustomer, excerpt: 'words 1' },
    lastStaff: null,
    followUpOf: null,
    duplicateOf: null,
    followUps: [],
    duplicates: [],
    splitOf: null,
    splits: [],
    related: [],
    expectedAt: null,
    openedAt: yesterday,
    activityAt: hourAgo,
    stateAt: yesterday,
    closedAt: null,
    reopenings: 0,
    due: null,
    warnedAt: null,
    hold: null,
    stopped: null,
    callback: null,
    rating: null,
    holdReason: null,
    dueAlarm: null,
    breaches: 0,
    attachmentCount: 0,
    publicAttachmentCount: 0,
    details: null,
    consulted: null,
    ...fields,
  };
}

/** The same as a row of a list. */
export function sampleRow(
  number: number,
  fields: Partial<Ticket> = {},
  row: Partial<Omit<TicketRow, 'ticket'>> = {},
): TicketRow {
  return { ticket: sampleTicket(number, fields), unread: 0, read: { seq: 0, pub: 0 }, othersPub: 0, ...row };
}
