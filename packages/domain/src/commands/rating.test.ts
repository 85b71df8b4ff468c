import { findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('rating'));
});
afterAll(() => test.close());

const stored = (ticket: string) => findTicket(test.installation.database, ticket);

/** A ticket of Marco's that Luca has answered for good. */
async function answered(to: 'resolved' | 'closed'): Promise<string> {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto così', move: { to } });
  return ticket;
}

describe('how a ticket went', () => {
  it('is said with the confirmation of the solution, in one entry, or not said at all (t14)', async () => {
    const [rated, silent] = [await answered('resolved'), await answered('resolved')];
    const rating = { value: 4, words: 'Un po’ lenti' };
    expect(
      await test.run('marco', 'ticket.move', { ticket: rated, to: 'closed', from: 'resolved', rating }),
    ).toMatchObject({ ok: true });
    expect(await stored(rated)).toMatchObject({ state: 'closed', closure: 'confirmed', rating });
    const seen = await ask(test.installation, await test.as('luca'), 'history', { ticket: rated });
    expect(seen.ok && seen.data.entries.at(-1)?.changes).toMatchObject({
      state: ['resolved', 'closed'],
      rating: [null, rating],
    });
    await test.run('marco', 'ticket.move', { ticket: silent, to: 'closed' });
    expect(await stored(silent)).toMatchObject({ closure: 'confirmed', rating: null });
  });

  it('is said of what support closed, changed later, and never of what is open or somebody else’s', async () => {
    const ticket = await answered('closed');
    const rate = (by: 'marco' | 'luca' | 'paolo' | 'rita', value: number) =>
      test.run(by, 'ticket.rate', { ticket, rating: { value } });
    expect(await rate('marco', 2)).toMatchObject({ ok: true });
    expect(await rate('marco', 2)).toMatchObject({ code: 'unchanged' });
    expect(await rate('marco', 5)).toMatchObject({ ok: true });
    expect(await stored(ticket)).toMatchObject({ state: 'closed', rating: { value: 5, words: '' } });
    expect(await rate('marco', 6)).toMatchObject({ ok: false, field: 'rating.value' });
    expect(await rate('luca', 1)).toMatchObject({ code: 'forbidden' });
    expect(await rate('rita', 1)).toMatchObject({ code: 'forbidden' });
    expect(await rate('paolo', 1)).toMatchObject({ code: 'not_found' });
    const open = await test.openTicket('marco');
    expect(
      await test.run('marco', 'ticket.rate', { ticket: open.ticket, rating: { value: 3 } }),
    ).toMatchObject({ code: 'not_allowed_now' });
  });
});
