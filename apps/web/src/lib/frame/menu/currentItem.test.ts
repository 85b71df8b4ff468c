import { describe, expect, it } from 'vitest';
import { currentItem } from './currentItem.ts';

const item = (id: string, href: string) => ({ id, href, label: id, icon: 'inbox' as const });
const sections = [
  {
    items: [
      item('home', '/'),
      item('desk', '/desk'),
      item('mine', '/desk?view=mine'),
      item('tickets', '/tickets'),
    ],
  },
  { items: [item('faq', '/faq')] },
];
const at = (path: string) => currentItem(sections, new URL(path, 'https://a.example'));

describe('the current line of the menu', () => {
  it('is the page’s own or that of the page it lies under', () => {
    expect(at('/')).toBe('home');
    expect(at('/tickets')).toBe('tickets');
    expect(at('/tickets/1042')).toBe('tickets');
    expect(at('/faq/fattura-scartata')).toBe('faq');
  });

  it('is a view only with the view’s address', () => {
    expect(at('/desk?view=mine')).toBe('mine');
    expect(at('/desk?view=other')).toBe('desk');
  });

  it('is none elsewhere, and a like beginning is not the same place', () => {
    expect(at('/profile')).toBeUndefined();
    expect(at('/ticketsold')).toBeUndefined();
  });
});
