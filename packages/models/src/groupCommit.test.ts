import { randomUUID } from 'node:crypto';
import { refuse } from '@sportello/core';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyUsedError } from './batch.ts';
import { authorOf, messageOf } from './testing/database.ts';
import { openTwoCommitters } from './testing/twoCommitters.ts';

const { database, one, other, openTicket, logOf, expectSound, close } =
  await openTwoCommitters('commit_many');
afterAll(close);

async function transactionsSoFar(): Promise<number> {
  const { transactions } = await database.connection.getClient().db('admin').command({ serverStatus: 1 });
  return Number(transactions.totalCommitted);
}

describe('commands on many tickets at once', () => {
  const tickets = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => openTicket()));

  it('share transactions, and each ticket keeps its own order', async () => {
    const all = await tickets(30);
    const before = await transactionsSoFar();
    const answers = await Promise.all(
      ['uno', 'due', 'tre'].flatMap((body) =>
        all.map((ticket) => one.commit(ticket, () => ({ drafts: [messageOf(body)] }))),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await transactionsSoFar()) - before).toBeLessThan(30);
    for (const ticket of all) {
      expect((await logOf(ticket)).slice(1).map(({ body }) => body)).toEqual(['uno', 'due', 'tre']);
      await expectSound(ticket);
    }
  });

  it('keep what two processes write on all of them at the same time', async () => {
    const all = await tickets(12);
    await Promise.all(
      Array.from({ length: 6 }, (_, round) =>
        all.flatMap((ticket) =>
          [one, other].map((committer) =>
            committer.commit(ticket, () => ({ drafts: [messageOf(`${round}`)] })),
          ),
        ),
      ).flat(),
    );
    for (const ticket of all) {
      expect(await logOf(ticket)).toHaveLength(13);
      await expectSound(ticket);
    }
  });

  it('are not held up by one that breaks, one that is refused and one that another process has written', async () => {
    const [broken = '', refused = '', written = '', plain = ''] = await tickets(4);
    await other.commit(written, () => ({ drafts: [messageOf('from elsewhere')] }));
    const outcomes = await Promise.allSettled([
      one.commit(broken, () => {
        throw new Error('a rule is broken');
      }),
      one.commit(refused, () => refuse('forbidden')),
      one.commit(written, () => ({ drafts: [messageOf('after it')] })),
      one.commit(plain, () => ({ drafts: [messageOf('alone')] })),
      one.commit(broken, () => ({ drafts: [messageOf('goes on')] })),
    ]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value.ok : one.status))).toEqual([
      'rejected',
      false,
      true,
      true,
      true,
    ]);
    const lengths = await Promise.all([broken, refused, written, plain].map(logOf));
    expect(lengths.map(({ length }) => length)).toEqual([2, 1, 3, 2]);
  });

  it('use a key once, though they carry it to two tickets at the same moment', async () => {
    const [first = '', second = '', third = ''] = await tickets(3);
    const author = authorOf('customer');
    const key = randomUUID();
    // Something is under way, so that both come into the transaction after it.
    const others = Array.from({ length: 3 }, () =>
      one.commit(third, () => ({ drafts: [messageOf('altro')] })),
    );
    const outcomes = await Promise.allSettled(
      [first, second].map((ticket) =>
        one.commit(ticket, () => ({ drafts: [messageOf('una volta', author, key)] })),
      ),
    );
    await Promise.all(others);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(KeyUsedError);
  });
});
