import { describe, expect, it } from 'vitest';
import { actKeys, viewKeys, wishOf } from './shortcuts.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  wishOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keys of the desk', () => {
  it('mean one thing each', () => {
    const all = [...Object.values(actKeys), ...Object.values(viewKeys)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('ask for acts and views, in either case', () => {
    expect(press('j')).toEqual({ act: 'down' });
    expect(press('N')).toEqual({ act: 'next' });
    expect(press('u')).toEqual({ view: 'unassigned' });
    expect(press('é')).toBeNull();
  });

  it('leave what belongs to the browser alone', () => {
    expect(press('t', { ctrlKey: true })).toBeNull();
    expect(press('w', { metaKey: true })).toBeNull();
  });

  it('reach the brackets of an Italian keyboard', () => {
    expect(press('[', { ctrlKey: true, altKey: true })).toEqual({ act: 'left' });
  });
});
