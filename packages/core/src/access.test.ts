import { describe, expect, it } from 'vitest';
import {
  type Action,
  actions,
  can,
  inScope,
  needsAuthorization,
  projectCompany,
  ticketScope,
} from './access.ts';
import { customerRoles, type Role, staffRoles, states } from './entities.ts';
import { company, idOf, otherCompany, principalOf, ticketOf } from './testing/people.ts';

const roles: readonly Role[] = [...customerRoles, ...staffRoles];

/** Who may do what, in the words of the requirements: everywhere in the company or the queue, or only where one takes part. */
const everywhere: Readonly<Record<Action, readonly Role[]>> = {
  'article.write': ['operator', 'supervisor', 'providerAdministrator'],
  'article.publish': ['supervisor', 'providerAdministrator'],
  'ticket.hold': ['supervisor', 'providerAdministrator'],
  'search.misses': ['operator', 'supervisor', 'providerAdministrator'],
  'company.hold': ['supervisor', 'providerAdministrator'],
  'ticket.call': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.rate': ['administrator', 'standard', 'reseller'],
  'ticket.callback': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.read': [
    'administrator',
    'standard',
    'readOnly',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.open': [
    'administrator',
    'standard',
    'lowProfile',
    'reseller',
    'supplier',
    'contractor',
    'employee',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.reply': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.amend': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.describe': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.versions': ['operator', 'supervisor', 'providerAdministrator'],
  'absence.change': ['operator', 'supervisor', 'providerAdministrator'],
  'settings.routing': ['supervisor', 'providerAdministrator'],
  'settings.workflow': ['providerAdministrator'],
  'view.share': ['supervisor', 'providerAdministrator'],
  'ticket.settle': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.note': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.move': ['administrator', 'standard', 'reseller', 'operator', 'supervisor', 'providerAdministrator'],
  'ticket.authorize': ['administrator'],
  'ticket.take': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.assign': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.prioritise': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.refer': [
    'administrator',
    'standard',
    'reseller',
    'operator',
    'supervisor',
    'providerAdministrator',
  ],
  'ticket.expect': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.link': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.urgency': ['operator', 'supervisor', 'providerAdministrator'],
  'ticket.discard': ['operator', 'supervisor', 'providerAdministrator'],
  'article.read': roles,
  'article.rate': roles,
  'article.feedback': ['operator', 'supervisor', 'providerAdministrator'],
  'desk.read': [...staffRoles],
  search: roles,
};
const takingPart: Readonly<Partial<Record<Action, readonly Role[]>>> = {
  'ticket.call': ['collaborator'],
  'ticket.rate': ['lowProfile', 'supplier', 'contractor', 'employee'],
  'ticket.callback': ['lowProfile', 'supplier', 'contractor', 'employee', 'collaborator'],
  'ticket.read': ['lowProfile', 'supplier', 'contractor', 'employee', 'collaborator'],
  'ticket.reply': ['lowProfile', 'supplier', 'contractor', 'employee', 'collaborator'],
  'ticket.note': ['collaborator'],
  'ticket.settle': ['collaborator'],
  'ticket.amend': ['lowProfile', 'supplier', 'contractor', 'employee', 'collaborator'],
  'ticket.describe': ['lowProfile', 'supplier', 'contractor', 'employee'],
  'ticket.versions': ['collaborator'],
  'ticket.move': ['lowProfile', 'supplier', 'contractor', 'employee', 'collaborator'],
  'ticket.prioritise': ['lowProfile', 'supplier', 'contractor', 'employee'],
  'ticket.refer': ['lowProfile', 'supplier', 'contractor', 'employee'],
};
const onTickets = actions.filter((action) => action.startsWith('ticket.') && action !== 'ticket.open');

describe.each(roles)('a person who is %s', (role) => {
  const person = principalOf(role);
  const isStaff = person.side === 'staff';
  const foreign = ticketOf({ company: isStaff ? company : otherCompany, participants: [person.person] });

  it.each(onTickets)('may do %s exactly where the requirements say', (action) => {
    const ofOthers = ticketOf();
    const own = ticketOf({ participants: [person.person], collaborators: isStaff ? [person.person] : [] });
    const mayEverywhere = everywhere[action].includes(role);
    const mayWhereTakingPart = takingPart[action]?.includes(role) ?? false;
    expect(can(person, action, ofOthers)).toBe(mayEverywhere);
    expect(can(person, action, own)).toBe(mayEverywhere || mayWhereTakingPart);
    expect(can(person, action)).toBe(mayEverywhere || mayWhereTakingPart);
  });

  it('may open tickets and read the desk as the requirements say', () => {
    for (const action of [
      'ticket.open',
      'desk.read',
      'article.read',
      'article.rate',
      'article.feedback',
      'search',
    ] as const)
      expect(can(person, action)).toBe(everywhere[action].includes(role));
  });

  it('has no right at all on a ticket of another company, even when named on it (TEN-01)', () => {
    if (isStaff) return;
    for (const action of onTickets) expect(can(person, action, foreign)).toBe(false);
  });

  it('sees gated tickets only as a customer', () => {
    const gated = ticketOf({
      state: 'authorization',
      participants: [person.person],
      collaborators: [person.person],
    });
    expect(can(person, 'ticket.read', gated)).toBe(!isStaff);
  });

  it('without a company, or with somebody else’s, reaches nothing as a customer', () => {
    if (isStaff) return;
    for (const action of onTickets) {
      expect(ticketScope(principalOf(role, { company: null }), action)).toBeNull();
      expect(
        can(
          principalOf(role, { company: otherCompany }),
          action,
          ticketOf({ participants: [person.person] }),
        ),
      ).toBe(false);
    }
  });
});

describe('rights', () => {
  it('to do something on a ticket are never wider than the right to read it', () => {
    for (const role of roles) {
      const person = principalOf(role);
      for (const state of states) {
        for (const [participants, collaborators, owner] of [
          [[], [], company],
          [[person.person], [], company],
          [[], [person.person], company],
          [[person.person], [person.person], otherCompany],
        ] as const) {
          const ticket = ticketOf({
            state,
            participants: [...participants],
            collaborators: [...collaborators],
            company: owner,
          });
          for (const action of onTickets)
            if (can(person, action, ticket))
              expect(can(person, 'ticket.read', ticket), `${role} ${action}`).toBe(true);
        }
      }
    }
  });

  it('are the same asked as a check and as a scope', () => {
    for (const role of roles) {
      for (const action of onTickets) {
        const person = principalOf(role);
        const scope = ticketScope(person, action);
        for (const state of states) {
          const ticket = ticketOf({ state, participants: [person.person] });
          expect(scope !== null && inScope(scope, ticket)).toBe(can(person, action, ticket));
        }
      }
    }
  });

  it('to the words of a hold go to all, to its reason only to the company’s administrators and to staff', () => {
    const card = {
      id: company,
      name: 'Verdi',
      held: { text: 'Sospesa', callWhom: '0422', reason: 'Fatture' },
    };
    for (const role of roles) {
      const reason = projectCompany(card, principalOf(role)).held?.reason;
      expect(reason).toBe(
        role === 'administrator' || staffRoles.some((one) => one === role) ? 'Fatture' : null,
      );
    }
    expect(projectCompany({ ...card, held: null }, principalOf('standard')).held).toBeNull();
  });

  it('of a low profile need an administrator’s word first', () => {
    expect(roles.filter(needsAuthorization)).toEqual(['lowProfile']);
  });

  it('of somebody unknown to the table do not exist (TEN-16)', () => {
    expect(can(principalOf('standard', { person: idOf(0) }), 'ticket.note', ticketOf())).toBe(false);
  });
});
