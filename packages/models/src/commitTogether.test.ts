import { type DraftEntry, refuse, type Ticket } from '@sportello/core';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyUsedError } from './batch.ts';
import { findTicket } from './log.ts';
import { authorOf, messageOf } from './testing/database.ts';
import { openTwoCommitters } from './testing/twoCommitters.ts';

const { database, one, other, openTicket, logOf, expectSound, close } =
  await openTwoCommitters('commit_together');
afterAll(close);

/** Ties the first ticket to the second, in both. */
const tie = ([first, second]: readonly (Ticket | null)[]) => {
  if (!(first && second)) return refuse('not_found');
  const entry = (from: Ticket, to: Ticket): DraftEntry => ({
    kind: 'change',
    audience: 'staff',
    author: authorOf('staff'),
    key: null,
    changes: { related: [from.related, [...from.related, to.number]] },
  });
  return { drafts: [[entry(first, second)], [entry(second, first)]] };
};

describe('entries of several tickets', () => {
  it('are all written beside what two processes write on each of them, and every one of them once', async () => {
    const [left, right] = [await openTicket(), await openTicket()];
    await Promise.all(
      Array.from({ length: 6 }, () =>
        [one, other].flatMap((committer) => [
          committer.commit(left, () => ({ drafts: [messageOf('a')] })),
          committer.commitTogether([left, right], tie),
          committer.commitTogether([right, left], tie),
          committer.commit(right, () => ({ drafts: [messageOf('b')] })),
        ]),
      ).flat(),
    );
    for (const ticket of [left, right]) {
      expect(await logOf(ticket)).toHaveLength(1 + 12 + 24);
      expect((await findTicket(database, ticket))?.related).toHaveLength(24);
      await expectSound(ticket);
    }
  });

  it('are none when the rule refuses, or when a key was used before', async () => {
    const [left, right] = [await openTicket(), await openTicket()];
    expect(await one.commitTogether([left, right], () => refuse('not_allowed_now'))).toMatchObject({
      ok: false,
      code: 'not_allowed_now',
    });
    const said = messageOf('una volta');
    const say = () => ({ drafts: [[said], [messageOf('di là')]] });
    await one.commitTogether([left, right], say);
    await expect(other.commitTogether([left, right], say)).rejects.toBeInstanceOf(KeyUsedError);
    for (const ticket of [left, right]) {
      expect(await logOf(ticket)).toHaveLength(2);
      await expectSound(ticket);
    }
  });

  it('have the moment that the rule was told, in every ticket', async () => {
    const [left, right] = [await openTicket(), await openTicket()];
    let told = 0;
    await one.commitTogether([left, right], (tickets, now) => {
      told = now;
      return tie(tickets);
    });
    for (const ticket of [left, right]) expect((await logOf(ticket)).at(-1)?.at).toBe(told);
  });

  it('are decided on what is there now, whatever a process remembers', async () => {
    const [left, right] = [await openTicket(), await openTicket()];
    await one.commit(left, () => ({ drafts: [messageOf('qui')] }));
    await other.commit(left, () => ({ drafts: [messageOf('altrove')] }));
    const seen: (number | undefined)[] = [];
    await one.commitTogether([left, right], (tickets) => {
      seen.push(...tickets.map((ticket) => ticket?.seq));
      return tie(tickets);
    });
    expect(seen).toEqual([3, 1]);
    await one.commit(left, () => ({ drafts: [messageOf('dopo')] }));
    await expectSound(left);
  });
});
