import { describe, expect, it } from 'vitest';
import {
  movedOpen,
  neighbour,
  OPEN_LIMIT,
  panesThatFit,
  readOpen,
  withOpen,
  withoutOpen,
} from './openTickets.ts';

describe('the open tickets of a desk', () => {
  it('are read from the address, once each, and nonsense is skipped', () => {
    expect(readOpen('1042,1039')).toEqual([1042, 1039]);
    expect(readOpen('1042,1042,x,-1,0,1.5,,1e9,1039')).toEqual([1042, 1039]);
    expect(readOpen(null)).toEqual([]);
    expect(readOpen(Array.from({ length: 40 }, (_, index) => index + 1).join())).toHaveLength(OPEN_LIMIT);
  });

  it('get as many panes as fit into the width', () => {
    expect([300, 700, 900, 1300, 2020, 5000].map(panesThatFit)).toEqual([1, 1, 2, 3, 4, 4]);
  });

  it('open beside each other while there is room', () => {
    expect(withOpen([], 1, null, 2)).toEqual([1]);
    expect(withOpen([1], 2, 1, 2)).toEqual([1, 2]);
  });

  it('then take the place of the one worked on, which becomes a tab, and no other pane moves', () => {
    expect(withOpen([1, 2], 3, 2, 2)).toEqual([1, 3, 2]);
    expect(withOpen([1, 2], 3, 1, 2)).toEqual([3, 2, 1]);
    expect(withOpen([1, 2, 9], 3, null, 2)).toEqual([3, 2, 1, 9]);
  });

  it('come back from a tab in exchange with the one worked on', () => {
    expect(withOpen([1, 2, 3, 4], 4, 2, 2)).toEqual([1, 4, 3, 2]);
    expect(withOpen([1, 2, 3], 1, 2, 2)).toEqual([1, 2, 3]);
  });

  it('never grow beyond the limit', () => {
    const many = Array.from({ length: OPEN_LIMIT }, (_, index) => index + 1);
    expect(withOpen(many, 99, 1, 2)).toHaveLength(OPEN_LIMIT);
    expect(withOpen(many, 99, 1, 2)[0]).toBe(99);
  });

  it('leave their pane to the first tab when they are closed', () => {
    expect(withoutOpen([1, 2, 3, 4], 1, 2)).toEqual([3, 2, 4]);
    expect(withoutOpen([1, 2], 1, 2)).toEqual([2]);
    expect(withoutOpen([1, 2, 3], 3, 2)).toEqual([1, 2]);
    expect(withoutOpen([1, 2], 7, 2)).toEqual([1, 2]);
  });

  it('move by one place and are walked round', () => {
    expect(movedOpen([1, 2, 3], 2, -1)).toEqual([2, 1, 3]);
    expect(movedOpen([1, 2, 3], 3, 1)).toEqual([1, 2, 3]);
    expect(neighbour([1, 2, 3], 3, 1)).toBe(1);
    expect(neighbour([1, 2, 3], null, 1)).toBe(1);
    expect(neighbour([], 1, 1)).toBeNull();
  });
});
