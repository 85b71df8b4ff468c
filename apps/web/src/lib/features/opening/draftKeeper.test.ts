import type { KeptDraft } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftKeeper } from './draftKeeper.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const draft = (version: string, title: string): KeptDraft => ({
  version,
  fields: { title },
  files: [],
  at: 0,
});

/** A server with the rules of the real one, which the integration tests prove. */
function serverWith(first: KeptDraft | null) {
  let kept = first;
  const answerTo = (name: string, input: Record<string, unknown>) => {
    if (kept && kept.version !== input['base'] && kept.version !== input['version'])
      return { ok: false, code: 'stale' };
    kept =
      name === 'draft.drop'
        ? null
        : draft(String(input['version']), (input['fields'] as Record<string, string>)['title'] ?? '');
    return { ok: true, data: { version: kept?.version ?? null } };
  };
  const client = {
    insist: async (name: string, input: Record<string, unknown>) => answerTo(name, input),
    query: async () => ({ ok: true, data: { draft: kept } }),
  } as unknown as Pick<SportelloClient, 'insist' | 'query'>;
  return {
    client,
    title: () => kept?.fields['title'],
    elsewhere: (version: string, title: string) => {
      kept = draft(version, title);
    },
  };
}

function device() {
  const texts = new Map<string, string>();
  return {
    read: (name: string) => texts.get(name) ?? '',
    write: (name: string, text: string) => texts.set(name, text),
  };
}

const later = () => vi.advanceTimersByTimeAsync(10_000);

test('what is written reaches the server, and what is emptied leaves it', async () => {
  const server = serverWith(null);
  const keeper = new DraftKeeper(server.client, device(), 'new-ticket', () => undefined);
  keeper.settle(null);
  keeper.keep({ title: 'Uno' }, []);
  keeper.keep({ title: 'Uno due' }, []);
  await later();
  expect(server.title()).toBe('Uno due');
  keeper.keep(null, []);
  await later();
  expect(server.title()).toBeUndefined();
});

test('as long as the page has not said what stands on it, what the server has stays', async () => {
  const server = serverWith(draft('1', 'Altrove'));
  const keeper = new DraftKeeper(server.client, device(), 'new-ticket', () => undefined);
  keeper.settle(draft('1', 'Altrove'));
  await later();
  keeper.close();
  await later();
  expect(server.title()).toBe('Altrove');
});

test('another version is told of and not overwritten, until the person has chosen', async () => {
  const server = serverWith(draft('1', 'Insieme'));
  const met: KeptDraft[] = [];
  const keeper = new DraftKeeper(server.client, device(), 'new-ticket', (other) => met.push(other));
  keeper.settle(draft('1', 'Insieme'));
  server.elsewhere('2', 'Al telefono');
  keeper.keep({ title: 'Al computer' }, []);
  await later();
  keeper.keep({ title: 'Al computer, ancora' }, []);
  await later();
  expect(met).toEqual([draft('2', 'Al telefono')]);
  expect(server.title()).toBe('Al telefono');
  keeper.settle(draft('2', 'Al telefono'));
  await later();
  expect(server.title()).toBe('Al computer, ancora');
});

test('a version that says the same is no other one, and one given up here is left to who goes on with it', async () => {
  const server = serverWith(draft('1', 'Insieme'));
  const met: KeptDraft[] = [];
  const keeper = new DraftKeeper(server.client, device(), 'new-ticket', (other) => met.push(other));
  keeper.settle(draft('1', 'Insieme'));
  server.elsewhere('2', 'Insieme');
  keeper.keep({ title: 'Insieme e oltre' }, []);
  await later();
  expect(server.title()).toBe('Insieme e oltre');
  server.elsewhere('3', 'Al telefono');
  keeper.keep(null, []);
  await later();
  expect(server.title()).toBe('Al telefono');
  expect(met).toEqual([]);
});
