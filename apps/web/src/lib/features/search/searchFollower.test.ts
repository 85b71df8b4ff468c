import { type Result, refuse, type SearchAnswer } from '@sportello/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nothingAsked, SearchFollower } from './searchFollower.ts';

const answerTo = (q: string): Result<SearchAnswer> => ({
  ok: true,
  data: {
    q,
    shortened: false,
    engine: 'meilisearch',
    articles: [],
    tickets: [],
    messages: [],
    directory: { people: [], companies: [] },
  },
});

/** A server whose answers come when the test says. */
function server() {
  const waiting = new Map<string, (answer: Result<SearchAnswer>) => void>();
  const ask = (q: string) => new Promise<Result<SearchAnswer>>((resolve) => waiting.set(q, resolve));
  const answer = async (q: string, result = answerTo(q)) => {
    waiting.get(q)?.(result);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { asked: () => [...waiting.keys()], ask, answer };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(ask: (q: string) => Promise<Result<SearchAnswer>>) {
  let state = nothingAsked;
  const follower = new SearchFollower(ask, (now) => {
    state = now;
  });
  return { look: (text: string) => follower.look(text), state: () => state };
}

async function type(search: ReturnType<typeof follow>, text: string) {
  search.look(text);
  await vi.advanceTimersByTimeAsync(50);
}

test('fast keys ask once, for the newest text', async () => {
  const { ask, asked } = server();
  const search = follow(ask);
  search.look('f');
  search.look('fa');
  await type(search, 'fat');
  expect(asked()).toEqual(['fat']);
  expect(search.state().waiting).toBe(true);
});

test('an older answer that comes late changes nothing', async () => {
  const { ask, answer } = server();
  const search = follow(ask);
  await type(search, 'fat');
  await type(search, 'fattura');
  await answer('fattura');
  await answer('fat');
  expect(search.state().answer?.q).toBe('fattura');
  expect(search.state().waiting).toBe(false);
});

test('an older answer is shown until the newer one is there', async () => {
  const { ask, answer } = server();
  const search = follow(ask);
  await type(search, 'fat');
  await type(search, 'fattura');
  await answer('fat');
  expect(search.state().answer?.q).toBe('fat');
  expect(search.state().waiting).toBe(true);
});

test('an emptied field finds nothing, whatever is still on its way', async () => {
  const { ask, answer } = server();
  const search = follow(ask);
  await type(search, 'fat');
  search.look('  ');
  await answer('fat');
  expect(search.state().answer).toBeNull();
  expect(search.state().waiting).toBe(false);
});

test('a refusal is told and keeps what was found before', async () => {
  const { ask, answer } = server();
  const search = follow(ask);
  await type(search, 'fat');
  await answer('fat');
  await type(search, 'fatt');
  await answer('fatt', refuse('too_many_requests', { retryAfter: 1000 }));
  expect(search.state().refusal?.code).toBe('too_many_requests');
  expect(search.state().answer?.q).toBe('fat');
});
