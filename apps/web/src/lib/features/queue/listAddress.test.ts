import type { Principal } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { firstView, listHref, readListAddress, viewHref } from './listAddress.ts';

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
const read = (text: string, who = operator) =>
  readListAddress(new URLSearchParams(text), who, ['payroll', 'accounting']);

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

  it('leaves out what means nothing, and says so', () => {
    for (const text of [
      'view=authorize',
      'priority=HIGH',
      'category=gone',
      'state=closed',
      'sort=__proto__',
    ]) {
      const { query, isCut } = read(text);
      expect(isCut, text).toBe(true);
      expect(query, text).toEqual({ view: 'unassigned', sort: 'activity', limit: 50 });
    }
    expect(read('priority=&state=').isCut).toBe(false);
  });

  it('does not offer a colleague’s or a team’s view to a customer', () => {
    expect(read('view=unassigned', customer).query.view).toBe('open');
    expect(read('view=authorize', customer).query.view).toBe('open');
    expect(read('view=authorize', { ...customer, role: 'administrator' }).query.view).toBe('authorize');
  });

  it('is empty where one begins, and keeps the open tickets', () => {
    expect(listHref('/tickets', read('').query, operator)).toBe('/tickets');
    expect(listHref('/desk', read('').query, operator, [1042, 1039])).toBe('/desk?open=1042,1039');
  });

  it('goes to another view with the same order, without a state that may not fit', () => {
    const { query } = read('view=mine&state=accepted&sort=priority');
    expect(viewHref('/desk', 'closed', query, operator)).toBe('/desk?view=closed&sort=priority');
  });
});
