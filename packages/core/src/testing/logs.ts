import type { Attachment } from '../attachments.ts';
import type { State, Ticket } from '../entities.ts';
import type { Changes, Entry } from '../entries.ts';
import { fold, numberDrafts } from '../fold.ts';
import { company, idOf, monday } from './people.ts';

/** Something that happens on a ticket, small enough to be drawn at random and to shrink well. */
export interface Step {
  /** Which person of the side: 0, 1, 2. */
  readonly who: number;
  readonly what:
    | 'customer writes'
    | 'staff writes'
    | 'note'
    | 'correction'
    | 'state'
    | 'take'
    | 'team'
    | 'collaborators'
    | 'vendor'
    | 'priority'
    | 'hold'
    | 'timer';
  /** Varies what the step says or chooses. */
  readonly pick: number;
  /** Milliseconds since the step before; negative where a clock went back. */
  readonly after: number;
}

/** All kinds of steps. */
export const stepKinds: readonly Step['what'][] = [
  'customer writes',
  'staff writes',
  'note',
  'correction',
  'state',
  'take',
  'team',
  'collaborators',
  'vendor',
  'priority',
  'hold',
  'timer',
];

/** Words that stand only in what customers must never see. */
export const SECRET = 'riservato';

const customerId = (who: number): string => idOf(0xb0 + who);
const staffId = (who: number): string => idOf(0xa0 + who);
const reachable: readonly State[] = ['accepted', 'working', 'waiting_customer', 'resolved', 'closed', 'new'];
const teams = ['administration', 'payroll', 'systems'] as const;

const filesOf = (pick: number, name: string): Attachment[] =>
  Array.from({ length: pick % 3 }, (_, index) => ({
    id: idOf(0xf000 + 16 * pick + index),
    name,
    type: 'text/plain',
    size: 1_000,
    description: null,
    width: null,
    height: null,
  }));

type Draft = Parameters<typeof numberDrafts>[2][number];

function draftOf(step: Step, ticket: Ticket): Draft {
  const customer = { id: customerId(step.who), side: 'customer' } as const;
  const staff = { id: staffId(step.who), side: 'staff' } as const;
  const change = (audience: 'all' | 'staff', changes: Changes): Draft => ({
    kind: 'change',
    audience,
    author: staff,
    key: null,
    changes,
  });
  const state = reachable[step.pick % reachable.length] ?? 'accepted';
  switch (step.what) {
    case 'customer writes':
      return {
        kind: 'message',
        audience: 'all',
        author: customer,
        key: null,
        body: `domanda ${step.pick}`,
        attachments: filesOf(step.pick, 'scarto.txt'),
        ...(step.pick % 4 === 0 && { changes: { state: [ticket.state, state] } }),
      };
    case 'staff writes':
      return {
        kind: 'message',
        audience: 'all',
        author: staff,
        key: null,
        body: `risposta ${step.pick}`,
        ...(step.pick % 3 === 0 && {
          changes: { state: [ticket.state, state], team: [ticket.team, `${SECRET}-team`] },
        }),
      };
    case 'hold': {
      const until = monday + step.pick * 1_000;
      return change('all', {
        hold: ticket.hold ? [ticket.hold, null] : [null, { since: until, text: '', callWhom: 'Elena' }],
        holdReason: [ticket.holdReason, ticket.hold ? null : `${SECRET}: fatture`],
        ...(step.pick % 2 && { stopped: [ticket.stopped, { for: step.pick, until }] }),
      });
    }
    case 'note':
      return {
        kind: 'note',
        audience: 'staff',
        author: staff,
        key: null,
        body: `${SECRET} ${step.pick}`,
        attachments: filesOf(step.pick, `${SECRET}.txt`),
      };
    case 'correction': {
      const last = step.pick % 2 ? ticket.lastNote : ticket.lastCustomer;
      if (!last) return change('staff', {});
      const isNote = last === ticket.lastNote;
      return {
        ...change(isNote ? 'staff' : 'all', {}),
        author: isNote ? staff : customer,
        amends: {
          seq: last.seq,
          pub: isNote ? null : last.pub,
          text: isNote ? `${SECRET} corretto ${step.pick}` : `domanda corretta ${step.pick}`,
          files: 0,
        },
      };
    }
    case 'state':
      return change('all', {
        state: [ticket.state, state],
        closure: [ticket.closure, state === 'closed' ? 'solved' : null],
      });
    case 'take':
      return change('all', {
        operator: [ticket.operator, step.pick % 2 ? staffId(step.who) : null],
        team: [ticket.team, teams[step.pick % 3] ?? null],
      });
    case 'team':
      return change('staff', { team: [ticket.team, `${SECRET}-${teams[step.pick % 3]}`] });
    case 'collaborators':
      return change('staff', {
        collaborators: [ticket.collaborators, [...ticket.collaborators, staffId(0xe)]],
      });
    case 'vendor':
      return change('all', {
        state: [ticket.state, 'vendor'],
        vendor: [ticket.vendor, { name: SECRET, reference: `${SECRET}-${step.pick}` }],
      });
    case 'priority':
      return change('all', {
        priority: [ticket.priority, step.pick % 2 ? 'high' : 'low'],
        urgency: [ticket.urgency, 'red'],
      });
    case 'timer':
      return {
        kind: 'change',
        audience: 'all',
        author: { id: null, side: 'system' },
        key: null,
        changes: { state: [ticket.state, 'closed'], closure: [ticket.closure, 'auto'] },
      };
  }
}

const opening: Draft = {
  kind: 'opened',
  audience: 'all',
  author: { id: customerId(0), side: 'customer' },
  key: null,
  body: 'Ricevo lo scarto 00404',
  changes: {
    number: [null, 1001],
    company: [null, company],
    requester: [null, customerId(0)],
    title: [null, 'Scarto'],
    requestType: [null, 'assistance'],
    category: [null, 'accounting'],
    subcategory: [null, 'e-invoicing'],
    priority: [null, 'normal'],
    state: [null, 'new'],
    team: [null, `${SECRET}-first`],
  },
};

/** The log of a ticket on which these steps happened, opened by a customer; and the ticket it folds to. */
export function logOf(steps: readonly Step[]): {
  readonly entries: readonly Entry[];
  readonly ticket: Ticket;
} {
  let at = monday;
  let ticket: Ticket | null = null;
  const entries: Entry[] = [];
  const add = (draft: Draft): void => {
    for (const entry of numberDrafts(ticket, idOf(1), [draft], at)) {
      ticket = fold(ticket, entry);
      entries.push(entry);
    }
  };
  add(opening);
  for (const step of steps) {
    at += step.after;
    if (ticket) add(draftOf(step, ticket));
  }
  if (ticket === null) throw new Error('an opening opens a ticket');
  return { entries, ticket };
}
