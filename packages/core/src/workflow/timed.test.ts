import { describe, expect, it } from 'vitest';
import type { Ticket } from '../entities.ts';
import { fold } from '../fold.ts';
import { monday, ticketOf } from '../testing/people.ts';
import { presets } from './presets.ts';
import { type Preset, ruleUnits } from './table.ts';
import { decideTimed, type TimedEffect, timedActs } from './timed.ts';
import { fullPreset } from './transitions.ts';

const { day, hour } = ruleUnits;
const at = (ticket: Ticket, now: number, preset: Preset = fullPreset, held = false) =>
  decideTimed(ticket, { preset, now, held });

function told(ticket: Ticket, { audience, changes }: TimedEffect, now: number): Ticket {
  return fold(ticket, {
    ticket: ticket.id,
    seq: ticket.seq + 1,
    pub: audience === 'all' ? ticket.pub + 1 : null,
    audience,
    kind: 'change',
    author: { id: null, side: 'system' },
    key: null,
    body: null,
    lang: null,
    attachments: [],
    changes,
    at: now,
  });
}

describe('a resolved ticket', () => {
  const resolved = ticketOf({ state: 'resolved', activityAt: monday });

  it('is told of a day before, once, and closes three days after the last word', () => {
    expect(at(resolved, monday + 2 * day - 1)).toBeNull();
    const warning = at(resolved, monday + 2 * day);
    expect(warning).toMatchObject({ rule: 'closing_soon', audience: 'all' });
    const warned = warning ? told(resolved, warning, monday + 2 * day) : resolved;
    expect(warned.activityAt).toBe(monday);
    expect(at(warned, monday + 3 * day - 1)).toBeNull();
    expect(at(warned, monday + 3 * day)).toMatchObject({
      rule: 'auto_close',
      changes: { state: ['resolved', 'closed'], closure: [null, 'auto'] },
    });
  });

  it('is given the whole time that the warning speaks of, however late it came out', () => {
    const late = monday + 9 * day;
    expect(at(resolved, late)?.rule).toBe('closing_soon');
    const warned = { ...resolved, warnedAt: late };
    expect(at(warned, late + day - 1)).toBeNull();
    expect(at(warned, late + day)?.rule).toBe('auto_close');
  });

  it('goes on counting after a hold of its company by what was left, and warns anew', () => {
    const warned = { ...resolved, warnedAt: monday + 2 * day };
    const holds = [{ from: monday + 2 * day + 6 * hour, to: monday + 30 * day }];
    const end = monday + 30 * day;
    const going = decideTimed(warned, { preset: fullPreset, now: end, held: false, holds });
    expect(going).toMatchObject({
      rule: 'resumed',
      audience: 'all',
      changes: { stopped: [null, { for: 27 * day + 18 * hour, until: end }] },
    });
    const resumed = going ? told(warned, going, end) : warned;
    expect(resumed).toMatchObject({ activityAt: monday, warnedAt: null });
    const context = { preset: fullPreset, held: false, holds };
    expect(decideTimed(resumed, { ...context, now: end })?.rule).toBe('closing_soon');
    const again = { ...resumed, warnedAt: end };
    expect(decideTimed(again, { ...context, now: end + day - 1 })).toBeNull();
    expect(decideTimed(again, { ...context, now: end + day })?.rule).toBe('auto_close');
  });

  it('stays while its company is under hold, and where the workflow has no such timer', () => {
    expect(at(resolved, monday + 9 * day, fullPreset, true)).toBeNull();
    const confirmed = { ...fullPreset, transitions: fullPreset.transitions.filter(({ id }) => id !== 't15') };
    expect(timedActs(resolved, confirmed)).toEqual([]);
  });
});

it('a planned ticket goes on when its day comes, and the plan is over', () => {
  const planned = ticketOf({ state: 'planned', plannedFor: monday + day });
  expect(at(planned, monday + day - 1)).toBeNull();
  expect(at(planned, monday + day)).toMatchObject({
    rule: 'plan_reached',
    changes: { state: ['planned', 'working'], plannedFor: [monday + day, null] },
  });
});

it('a promise is warned of and then counted as broken, once each, out of the customer’s sight', () => {
  const due = {
    clock: 'take_charge',
    target: 8 * hour,
    at: monday + 8 * hour,
    warnAt: monday + 6 * hour,
    left: null,
  } as const;
  const ticket = ticketOf({ due });
  expect(at(ticket, monday + 6 * hour - 1)).toBeNull();
  const warning = at(ticket, monday + 6 * hour);
  expect(warning).toMatchObject({ rule: 'due_soon', audience: 'staff' });
  const warned = warning ? told(ticket, warning, monday + 6 * hour) : ticket;
  const breach = at(warned, monday + 8 * hour);
  expect(breach).toMatchObject({ rule: 'breach', audience: 'staff' });
  const breached = breach ? told(warned, breach, monday + 8 * hour) : warned;
  expect(breached.dueAlarm).toBe('breached');
  expect(timedActs(breached, fullPreset)).toEqual([]);
});

it('a ticket in a state that the workflow lacks goes to the nearest that it has, also under hold', () => {
  for (const [state, to, closure] of [
    ['vendor', 'development', null],
    ['working', 'accepted', null],
    ['resolved', 'closed', 'solved'],
    ['planned', 'accepted', null],
  ] as const) {
    const ticket = ticketOf({ state, plannedFor: state === 'planned' ? monday + day : null });
    const effect = at(ticket, monday, presets.nts, true);
    expect(effect?.changes.state).toEqual([state, to]);
    expect(effect?.changes.closure?.[1] ?? null).toBe(closure);
    expect(effect && told(ticket, effect, monday).plannedFor).toBeNull();
  }
});
