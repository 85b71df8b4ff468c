import { describe, expect, it } from 'vitest';
import { reactionTo } from './reload.ts';

const now = 1_800_000_000_000;

describe('a page that the server tells to load again', () => {
  it('stays as it is when the session has ended, with what was typed', () => {
    expect(reactionTo('session_ended', null, now)).toBe('signIn');
  });

  it('asks when the person works for another company in another window', () => {
    expect(reactionTo('company_changed', null, now)).toBe('ask');
  });

  it('loads by itself once, and asks when that did not help', () => {
    expect(reactionTo('protocol_old', null, now)).toBe('reload');
    expect(reactionTo('rights_changed', { reason: 'protocol_old', at: now - 10_000 }, now)).toBe('ask');
    expect(reactionTo('portal_changed', { reason: 'protocol_old', at: now - 120_000 }, now)).toBe('reload');
  });
});
