import { describe, expect, it } from 'vitest';
import { preferencesForm, sameOriginPath } from './preferences.ts';

const origin = 'https://portal.example';

describe('the way back after a form', () => {
  it.each([
    ['/tickets/1042?tab=2#e7', '/tickets/1042?tab=2#e7'],
    ['/', '/'],
    [undefined, '/'],
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['tickets', '/'],
  ])('from %j is %j, never out of the portal', (back, expected) => {
    expect(sameOriginPath(back, origin)).toBe(expected);
  });
});

describe('the preference form', () => {
  it('takes what it knows and refuses the rest', () => {
    expect(preferencesForm.safeParse({ theme: 'dark', back: '/x' }).success).toBe(true);
    expect(preferencesForm.safeParse({ theme: 'pink' }).success).toBe(false);
    expect(preferencesForm.safeParse({ locale: 'de' }).success).toBe(false);
    expect(preferencesForm.safeParse({ admin: 'yes' }).success).toBe(false);
  });
});
