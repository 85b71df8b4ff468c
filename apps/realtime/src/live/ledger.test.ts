import { COUNT_LIMIT, isWritten, type Reader } from '@sportello/core';
import { loadLarge } from '@sportello/domain';
import { openTestInstallation, readsOf, type TestInstallation, toldUrl } from '@sportello/domain/testing';
import { entriesAfter } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';
import { type TicketState, TicketStates } from './ticketStates.ts';

/** Entries of the long thread. */
const LENGTH = COUNT_LIMIT + 500;

let world: TestInstallation;
beforeEach(async () => {
  const given = servers();
  world = await openTestInstallation({ ...given, mongoUrl: toldUrl(given.mongoUrl) }, uniqueName('ledger'));
});
afterEach(() => world.close());

async function longThread(): Promise<TicketState> {
  const { database } = world.installation;
  const { threadNumber } = await loadLarge(world.installation, { tickets: 1, thread: LENGTH });
  const found = await database.tickets.findOne({ number: threadNumber ?? 0 }, { _id: 1 }).lean();
  const state = await new TicketStates(database).get(found?._id ?? '');
  if (!state) throw new Error('there is no long thread');
  return state;
}

describe('a ticket with more unread entries than are counted', () => {
  it('costs no read of entries with each message that comes', async () => {
    const state = await longThread();
    const ledger = new Ledger(world.installation.database, (await world.as('anna')).principal);
    expect(await ledger.unreadIn(state)).toBe(COUNT_LIMIT);
    const sent = await readsOf(world.installation, async () => {
      expect(await ledger.unreadIn(state)).toBe(COUNT_LIMIT);
    });
    expect(sent).toEqual([]);
  });

  it('is counted exactly as soon as the person has read on', async () => {
    const state = await longThread();
    const { principal } = await world.as('anna');
    const ledger = new Ledger(world.installation.database, principal);
    await ledger.unreadIn(state);
    const { seq, pub } = state.ticket;
    const reader: Reader = {
      person: principal.person,
      side: 'staff',
      seq: seq - 10,
      pub: pub - 10,
      received: 0,
      steps: [],
    };
    state.readers.set(principal.person, reader);
    const last = await entriesAfter(world.installation.database, state.ticket.id, 'staff', seq - 10, 10);
    expect(await ledger.unreadIn(state)).toBe(last.filter(({ kind }) => isWritten(kind)).length);
  });
});
