import type {
  CompanyCard,
  CustomerRole,
  Directory,
  Principal,
  Role,
  StaffRole,
  State,
  Ticket,
} from './entities.ts';

/** Everything somebody may be allowed to do. */
export const actions = [
  'ticket.read',
  'ticket.open',
  'ticket.reply',
  'ticket.note',
  'ticket.settle',
  'ticket.amend',
  'ticket.versions',
  'ticket.describe',
  'ticket.move',
  'ticket.authorize',
  'ticket.take',
  'ticket.assign',
  'ticket.prioritise',
  'ticket.urgency',
  'ticket.refer',
  'ticket.expect',
  'ticket.link',
  'ticket.discard',
  'ticket.hold',
  'ticket.call',
  'ticket.callback',
  'ticket.rate',
  'company.hold',
  'article.read',
  'article.rate',
  'article.feedback',
  'article.write',
  'article.publish',
  'desk.read',
  'search',
  'search.misses',
  'view.share',
  'settings.workflow',
  'settings.routing',
  'absence.change',
] as const;
export type Action = (typeof actions)[number];

/**
 * How far an allowed action reaches: `own` tickets one takes part in, `company` those of the active company, `assigned`
 * those one is called to as outside collaborator, `support` all that support may see.
 */
export type Reach = 'own' | 'company' | 'assigned' | 'support';

type Row = Readonly<Partial<Record<Action, Reach>>>;

const reader: Row = {
  'ticket.read': 'company',
  'article.read': 'company',
  'article.rate': 'company',
  search: 'company',
};
const standard: Row = {
  ...reader,
  'ticket.open': 'company',
  'ticket.reply': 'company',
  'ticket.amend': 'company',
  'ticket.describe': 'company',
  'ticket.move': 'company',
  'ticket.prioritise': 'company',
  'ticket.refer': 'company',
  'ticket.callback': 'company',
  'ticket.rate': 'company',
};
const own: Row = {
  'ticket.read': 'own',
  'article.read': 'company',
  'article.rate': 'company',
  search: 'own',
  'ticket.open': 'company',
  'ticket.reply': 'own',
  'ticket.amend': 'own',
  'ticket.describe': 'own',
  'ticket.move': 'own',
  'ticket.prioritise': 'own',
  'ticket.refer': 'own',
  'ticket.callback': 'own',
  'ticket.rate': 'own',
};
const customerTable: Record<CustomerRole, Row> = {
  administrator: { ...standard, 'ticket.authorize': 'company' },
  standard,
  lowProfile: own,
  readOnly: reader,
  reseller: standard,
  supplier: own,
  contractor: own,
  employee: own,
};

const operator: Row = {
  'ticket.read': 'support',
  'ticket.open': 'support',
  'ticket.reply': 'support',
  'ticket.note': 'support',
  'ticket.settle': 'support',
  'ticket.amend': 'support',
  'ticket.describe': 'support',
  'ticket.versions': 'support',
  'ticket.move': 'support',
  'ticket.take': 'support',
  'ticket.assign': 'support',
  'ticket.prioritise': 'support',
  'ticket.urgency': 'support',
  'ticket.refer': 'support',
  'ticket.expect': 'support',
  'ticket.link': 'support',
  'ticket.call': 'support',
  'ticket.callback': 'support',
  'ticket.discard': 'support',
  'article.read': 'support',
  'article.rate': 'support',
  'article.feedback': 'support',
  'article.write': 'support',
  'desk.read': 'support',
  'absence.change': 'support',
  search: 'support',
  'search.misses': 'support',
};
/** Administration: it alone sets holds and moves what is under one, and shares views with teams. */
const supervisor: Row = {
  ...operator,
  'article.publish': 'support',
  'ticket.hold': 'support',
  'company.hold': 'support',
  'view.share': 'support',
  'settings.routing': 'support',
};
const staffTable: Record<StaffRole, Row> = {
  operator,
  supervisor,
  providerAdministrator: { ...supervisor, 'settings.workflow': 'support' },
  collaborator: {
    'ticket.read': 'assigned',
    'ticket.reply': 'assigned',
    'ticket.note': 'assigned',
    'ticket.settle': 'assigned',
    'ticket.call': 'assigned',
    'ticket.callback': 'assigned',
    'ticket.amend': 'assigned',
    'ticket.versions': 'assigned',
    'ticket.move': 'assigned',
    'article.read': 'assigned',
    'article.rate': 'assigned',
    'desk.read': 'assigned',
    search: 'assigned',
  },
};

/** The one table of rights: role × action → reach; what is absent is forbidden. */
export const accessTable: Readonly<Record<Role, Row>> = { ...customerTable, ...staffTable };

/** States that support does not see: nobody of the company has let the ticket through yet. */
export const gatedStates: readonly State[] = ['authorization'];

/** Which tickets somebody reaches: a conjunction, so that the same value gives a check, a Mongo filter and a search filter. */
export interface TicketScope {
  readonly company?: string;
  readonly participant?: string;
  readonly collaborator?: string;
  readonly excludedStates?: readonly State[];
}

/**
 * The tickets on which a principal may do an action; null when on none.
 * Everything that asks "which tickets" (lists, search, rooms, mail) starts here.
 */
export function ticketScope(principal: Principal, action: Action): TicketScope | null {
  const reach = accessTable[principal.role][action];
  if (reach === undefined) return null;
  if (reach === 'support') return { excludedStates: gatedStates };
  if (reach === 'assigned') return { collaborator: principal.person, excludedStates: gatedStates };
  if (principal.company === null) return null;
  if (reach === 'own') return { company: principal.company, participant: principal.person };
  return { company: principal.company };
}

/** What of a ticket decides who reaches it. */
export type TicketSubject = Pick<Ticket, 'company' | 'participants' | 'collaborators' | 'state'>;

/** True when a ticket lies within a scope. */
export function inScope(scope: TicketScope, ticket: TicketSubject): boolean {
  if (scope.company !== undefined && scope.company !== ticket.company) return false;
  if (scope.participant !== undefined && !ticket.participants.includes(scope.participant)) return false;
  if (scope.collaborator !== undefined && !ticket.collaborators.includes(scope.collaborator)) return false;
  return !scope.excludedStates?.includes(ticket.state);
}

/**
 * May a principal do an action (on a ticket, where it concerns one)?
 * The page asks it to hide buttons; the server asks it to decide.
 */
export function can(principal: Principal, action: Action, ticket?: TicketSubject): boolean {
  if (ticket === undefined) return accessTable[principal.role][action] !== undefined;
  const scope = ticketScope(principal, action);
  return scope !== null && inScope(scope, ticket);
}

/** True when tickets opened with this role wait for the company's administrator (workflow t1). */
export function needsAuthorization(role: Role): boolean {
  return role === 'lowProfile';
}

/** The reason of a hold is for the company's administrators and for staff; the others read whom to call. */
export function mayKnowHoldReason({ side, role }: Pick<Principal, 'side' | 'role'>): boolean {
  return side === 'staff' || role === 'administrator';
}

/**
 * Why a ticket is on hold, beside what its company's administrators see of it: the reason is no part of a customer's log.
 * @param whole the ticket as support sees it
 */
export function holdReasonFor(whole: Ticket, principal: Principal): Pick<Directory, 'holds'> {
  const { id, company, hold, holdReason } = whole;
  const isTold =
    principal.side === 'customer' && company === principal.company && mayKnowHoldReason(principal);
  return isTold && hold && holdReason ? { holds: [{ ticket: id, reason: holdReason }] } : {};
}

/** A company as a principal may see it, see {@link mayKnowHoldReason}. */
export function projectCompany(company: CompanyCard, principal: Principal): CompanyCard {
  if (company.held === null || mayKnowHoldReason(principal)) return company;
  return { ...company, held: { ...company.held, reason: null } };
}
