import type { Principal, Role, Ticket } from '../entities.ts';
import { staffRoles } from '../entities.ts';

/** An id that is easy to recognise in a failure: the number in hexadecimal, padded. */
export function idOf(number: number): string {
  return number.toString(16).padStart(24, '0');
}

/** The company most tests happen in. */
export const company = idOf(0xc0);
/** Another customer of the same provider. */
export const otherCompany = idOf(0xc1);

/** Somebody with a role, by default of {@link company}. */
export function principalOf(role: Role, overrides: Partial<Principal> = {}): Principal {
  const isStaff = staffRoles.some((one) => one === role);
  return {
    person: idOf(isStaff ? 0xa1 : 0xb1),
    side: isStaff ? 'staff' : 'customer',
    role,
    company: isStaff ? null : company,
    teams: isStaff && role !== 'collaborator' ? ['administration'] : [],
    ...overrides,
  };
}

/** A moment: 2026-03-02 09:00 UTC, a Monday. */
export const monday = Date.UTC(2026, 2, 2, 9);

/** A plain open ticket of {@link company}, an hour old, requested by somebody who is nobody else. */
export function ticketOf(overrides: Partial<Ticket> = {}): Ticket {
  return {
    id: idOf(1),
    number: 1001,
    company,
    seq: 1,
    pub: 1,
    title: 'Scarto 00404',
    excerpt: 'Ricevo lo scarto',
    requester: idOf(0xb0),
    requestType: 'assistance',
    category: 'accounting',
    subcategory: 'e-invoicing',
    priority: 'normal',
    urgency: null,
    state: 'new',
    closure: null,
    plannedFor: null,
    due: null,
    closesAt: null,
    warnedAt: null,
    hold: null,
    stopped: null,
    callback: null,
    rating: null,
    holdReason: null,
    operator: null,
    team: 'administration',
    collaborators: [],
    vendor: null,
    routing: null,
    settled: null,
    woken: null,
    dueAlarm: null,
    breaches: 0,
    details: null,
    consulted: null,
    lastNote: null,
    participants: [idOf(0xb0)],
    lastCustomer: { seq: 1, pub: 1, at: monday - 3_600_000, author: idOf(0xb0), excerpt: 'Ricevo lo scarto' },
    lastStaff: null,
    followUpOf: null,
    duplicateOf: null,
    followUps: [],
    duplicates: [],
    splitOf: null,
    splits: [],
    related: [],
    expectedAt: null,
    openedAt: monday - 3_600_000,
    activityAt: monday - 3_600_000,
    stateAt: monday - 3_600_000,
    closedAt: null,
    reopenings: 0,
    attachmentCount: 0,
    publicAttachmentCount: 0,
    ...overrides,
  };
}
