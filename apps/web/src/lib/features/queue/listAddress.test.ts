import { states as allStates, type Principal, type State } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { firstView, isNarrowed, listHref, readListAddress, viewHref } from './listAddress.ts';

const operator: Principal = {
  person: 'a'.repeat(24),
  side: 'staff',
  role: 'operator',
  company: null,
  teams: ['administration'],
};
const customer: Principal = {
  person: 'b'.repeat(24),
  side: 'customer',
  role: 'standard',
  company: 'c'.repeat(24),
  teams: [],
};
const read = (text: string, who = operator, states: readonly State[] = allStates) =>
  readListAddress(new URLSearchParams(text), who, {
    areas: [
      { code: 'payroll', subcategories: [{ code: 'slips' }] },
      { code: 'accounting', subcategories: [{ code: 'vat' }] },
    ],
    states,
  });

describe('the address of a list', () => {
  it('begins with the first view of who looks', () => {
    expect(read('').query.view).toBe('unassigned');
    expect(read('', customer).query.view).toBe('open');
    expect(firstView({ ...operator, role: 'collaborator' })).toBe('open');
  });

  it('says a view, filters and an order, and is read back as it was written', () => {
    const { query, isCut } = read('view=mine&priority=high&category=payroll&sort=created&state=accepted');
    expect(query).toMatchObject({
      view: 'mine',
      priority: 'high',
      category: 'payroll',
      sort: 'created',
      state: 'accepted',
    });
    expect(isCut).toBe(false);
    expect(listHref('/desk', query, operator)).toBe(
      '/desk?view=mine&state=accepted&priority=high&category=payroll&sort=created',
    );
  });

  it('leaves out what means nothing, and says so (INJ-06, B.5, B.6)', () => {
    for (const text of [
      'view=authorize',
      'priority=HIGH',
      'category=gone',
      'state=closed',
      'sort=__proto__',
      'subcategory=slips',
      'show=own',
      'number=-1',
      'number=1e3',
      'requester=luca',
      'operator[$ne]=x&operator=*',
      'requestType=bug',
      'from=2026-02-30',
      'to=domani',
    ]) {
      const { query, isCut } = read(text);
      expect(isCut, text).toBe(true);
      expect(query, text).toEqual({ view: 'unassigned', sort: 'activity', limit: 50 });
    }
    expect(read('priority=&state=').isCut).toBe(false);
  });

  it('says every filter, and is read back as it was written', () => {
    const person = 'd'.repeat(24);
    const text =
      `view=closed&number=1042&state=closed&priority=high&requestType=anomaly&category=payroll&subcategory=slips` +
      `&requester=${person}&operator=${person}&from=2026-01-01&to=2026-03-31&sort=created`;
    const { query, isCut } = read(text);
    expect(isCut).toBe(false);
    expect(query.to).toBe(Date.parse('2026-03-31T22:00:00Z'));
    expect(listHref('/desk', query, operator)).toBe(`/desk?${text}`);
    expect(isNarrowed(query)).toBe(true);
  });

  it('keeps to one’s own for who sees colleagues’ tickets, and for nobody else', () => {
    expect(read('show=own', customer).query.show).toBe('own');
    expect(read('show=own', { ...customer, role: 'lowProfile' }).isCut).toBe(true);
  });

  it('leaves out a state that the workflow in force has lost, and says so (B.6)', () => {
    expect(read('view=open&state=development').query.state).toBe('development');
    expect(read('view=open&state=development', operator, ['new', 'accepted', 'closed'])).toMatchObject({
      isCut: true,
      query: { view: 'open', sort: 'activity' },
    });
  });

  it('drops a sub-area of another area', () => {
    expect(read('category=payroll&subcategory=vat')).toMatchObject({
      isCut: true,
      query: { category: 'payroll' },
    });
  });

  it('does not offer a colleague’s or a team’s view to a customer', () => {
    expect(read('view=unassigned', customer).query.view).toBe('open');
    expect(read('view=authorize', customer).query.view).toBe('open');
    expect(read('view=authorize', { ...customer, role: 'administrator' }).query.view).toBe('authorize');
  });

  it('names the view even where one begins, and keeps the open tickets', () => {
    expect(listHref('/tickets', read('').query, operator)).toBe('/tickets?view=unassigned');
    expect(listHref('/desk', read('').query, operator, [1042, 1039])).toBe(
      '/desk?view=unassigned&open=1042,1039',
    );
  });

  it('goes to another view with the same order, without a state that may not fit', () => {
    const { query } = read('view=mine&state=accepted&sort=priority');
    expect(viewHref('/desk', 'closed', query, operator)).toBe('/desk?view=closed&sort=priority');
  });
});
