import { randomUUID } from 'node:crypto';
import { refuse, type Ticket } from '@sportello/core';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyUsedError } from './batch.ts';
import { newId } from './database.ts';
import { entriesAfter, entriesBefore, findByKey, findTicket } from './log.ts';
import { authorOf, messageOf, noteOf } from './testing/database.ts';
import { openTwoCommitters } from './testing/twoCommitters.ts';

const { database, one, other, openTicket, logOf, expectSound, close } = await openTwoCommitters('commit');
afterAll(close);

describe('commands on one ticket', () => {
  it('from two processes at once are all kept, numbered without holes', async () => {
    const ticket = await openTicket();
    const bodies = Array.from({ length: 50 }, (_, index) => `${index}`);
    const answers = await Promise.all(
      bodies.map((body, index) =>
        (index % 2 ? one : other).commit(ticket, () => ({
          drafts: [index % 5 ? messageOf(body) : noteOf(body)],
        })),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const log = await logOf(ticket);
    expect(
      log
        .slice(1)
        .map(({ body }) => body)
        .sort(),
    ).toEqual([...bodies].sort());
    await expectSound(ticket);
  });

  it('are decided on the ticket as it stands, also when another process has written it since', async () => {
    const ticket = await openTicket();
    await other.commit(ticket, () => ({ drafts: [messageOf('by the other process')] }));
    const seen: (number | undefined)[] = [];
    const answer = await one.commit(ticket, (now) => {
      seen.push(now?.seq);
      return { drafts: [messageOf('by this one')] };
    });
    expect(answer).toMatchObject({ ok: true, ticket: { seq: 3 } });
    expect(seen.at(-1)).toBe(2);
    await expectSound(ticket);
  });

  it('are never refused for what is no longer so', async () => {
    const ticket = await openTicket();
    const onlyAfterAnother = (now: Ticket | null) =>
      (now?.seq ?? 0) > 1 ? { drafts: [messageOf('now it may')] } : refuse('forbidden');
    expect(await one.commit(ticket, onlyAfterAnother)).toMatchObject({ ok: false, code: 'forbidden' });
    await other.commit(ticket, () => ({ drafts: [messageOf('first')] }));
    expect(await one.commit(ticket, onlyAfterAnother)).toMatchObject({ ok: true, ticket: { seq: 3 } });
    await expectSound(ticket);
  });

  it('are never told that nothing is to be done when another process has changed that', async () => {
    const ticket = await openTicket();
    await other.commit(ticket, () => ({ drafts: [messageOf('first')] }));
    const answer = await one.commit(ticket, (now) => ({
      drafts: now?.seq === 1 ? [] : [messageOf('there is something to do')],
    }));
    expect(answer).toMatchObject({ ok: true, entries: [{ seq: 3 }] });
    await expectSound(ticket);
  });

  it('read a ticket once and then remember it', async () => {
    const ticket = await openTicket();
    await database.tickets.updateOne({ _id: ticket }, { $set: { title: 'Nobody writes past the log' } });
    const answer = await one.commit(ticket, () => ({ drafts: [messageOf('goes on from memory')] }));
    expect(answer).toMatchObject({ ok: true, ticket: { seq: 2 } });
    await expectSound(ticket);
  });

  it('keep up with what they hear of another process, and ignore what they know', async () => {
    const ticket = await openTicket();
    const answer = await other.commit(ticket, () => ({ drafts: [messageOf('from elsewhere')] }));
    const written = answer.ok ? answer.entries : [];
    for (const entry of [...written, ...written]) one.heard(entry);
    await database.tickets.updateOne({ _id: ticket }, { $set: { title: 'Nobody writes past the log' } });
    const seen: (string | undefined)[] = [];
    await one.commit(ticket, (now) => {
      seen.push(now?.title);
      return { drafts: [messageOf('goes on from what it heard')] };
    });
    expect(seen).toEqual(['Scarto']);
    await expectSound(ticket);
  });

  it('answer with the numbers that are in the log', async () => {
    const ticket = await openTicket();
    const answers = await Promise.all(
      [one, other, one, other].map((committer, index) =>
        committer.commit(ticket, () => ({ drafts: [messageOf(`${index}`)] })),
      ),
    );
    const log = await logOf(ticket);
    for (const [index, answer] of answers.entries()) {
      const seq = answer.ok ? answer.entries[0]?.seq : undefined;
      expect(log.find((entry) => entry.seq === seq)?.body).toBe(`${index}`);
    }
  });

  it('never both win on one revision: nobody’s change vanishes', async () => {
    const ticket = await openTicket();
    const wanted = Array.from({ length: 24 }, () => newId());
    await Promise.all(
      wanted.map((person, index) =>
        (index % 2 ? one : other).commit(ticket, (now) => ({
          drafts: [
            {
              kind: 'change',
              audience: 'staff',
              author: authorOf('staff'),
              key: randomUUID(),
              changes: { collaborators: [now?.collaborators ?? [], [...(now?.collaborators ?? []), person]] },
            },
          ],
        })),
      ),
    );
    expect([...((await findTicket(database, ticket))?.collaborators ?? [])].sort()).toEqual(
      [...wanted].sort(),
    );
    await expectSound(ticket);
  });

  it('give a ticket that several take at once to exactly one of them', async () => {
    const ticket = await openTicket();
    const takers = Array.from({ length: 8 }, () => authorOf('staff'));
    const answers = await Promise.all(
      takers.map((author, index) =>
        (index % 2 ? one : other).commit(ticket, (now) =>
          now?.operator
            ? refuse('already_taken')
            : {
                drafts: [
                  {
                    kind: 'change',
                    audience: 'all',
                    author,
                    key: randomUUID(),
                    changes: { operator: [null, author.id] },
                  },
                ],
              },
        ),
      ),
    );
    const winners = answers.flatMap((answer, index) => (answer.ok ? [takers[index]?.id] : []));
    expect(winners).toEqual([(await findTicket(database, ticket))?.operator]);
    expect(await logOf(ticket)).toHaveLength(2);
  });

  it('that are refused leave nothing behind', async () => {
    const ticket = await openTicket();
    const before = await findTicket(database, ticket);
    expect(await one.commit(ticket, () => refuse('forbidden'))).toEqual({ ok: false, code: 'forbidden' });
    expect(await findTicket(database, ticket)).toEqual(before);
    expect(await logOf(ticket)).toHaveLength(1);
  });

  it('that break do not take their neighbours along', async () => {
    const ticket = await openTicket();
    const outcomes = await Promise.allSettled([
      one.commit(ticket, () => ({ drafts: [messageOf('prima')] })),
      one.commit(ticket, () => {
        throw new Error('a rule is broken');
      }),
      one.commit(ticket, () => ({ drafts: [messageOf('dopo')] })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await logOf(ticket)).slice(1).map(({ body }) => body)).toEqual(['prima', 'dopo']);
    await expectSound(ticket);
  });

  it('may write several entries, all or none', async () => {
    const ticket = await openTicket();
    const used = randomUUID();
    const author = authorOf('staff');
    await one.commit(ticket, () => ({ drafts: [noteOf('a', author, used), messageOf('b', author, null)] }));
    await expect(
      one.commit(ticket, () => ({ drafts: [messageOf('c', author, null), noteOf('d', author, used)] })),
    ).rejects.toThrow(KeyUsedError);
    expect((await logOf(ticket)).map(({ body }) => body).slice(1)).toEqual(['a', 'b']);
    await expectSound(ticket);
  });
});

describe('a key', () => {
  it('is accepted once per author, in whatever process and on whatever ticket', async () => {
    const [ticket, elsewhere] = [await openTicket(), await openTicket()];
    const author = authorOf('customer');
    const key = randomUUID();
    await one.commit(ticket, () => ({ drafts: [messageOf('una volta', author, key)] }), 'digest');
    for (const [committer, target] of [
      [one, ticket],
      [other, ticket],
      [other, elsewhere],
    ] as const) {
      await expect(
        committer.commit(target, () => ({ drafts: [messageOf('due volte', author, key)] })),
      ).rejects.toThrow(KeyUsedError);
    }
    expect(await findByKey(database, author.id ?? '', key)).toMatchObject({
      ticket,
      seq: 2,
      body: 'una volta',
      digest: 'digest',
    });
    expect(await logOf(elsewhere)).toHaveLength(1);
  });

  it('of another author is another key', async () => {
    const ticket = await openTicket();
    const key = randomUUID();
    for (const body of ['uno', 'due'])
      await one.commit(ticket, () => ({ drafts: [messageOf(body, authorOf('customer'), key)] }));
    expect(await logOf(ticket)).toHaveLength(3);
  });

  it('sent twenty times at once to two processes writes once', async () => {
    const ticket = await openTicket();
    const author = authorOf('customer');
    const key = randomUUID();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).commit(ticket, () => ({ drafts: [messageOf('una volta', author, key)] })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(KeyUsedError);
    expect(await logOf(ticket)).toHaveLength(2);
  });
});

describe('what is read of a log', () => {
  it('is, on each side, its own numbering and nothing else', async () => {
    const ticket = await openTicket();
    for (const [index, draft] of [noteOf('n2'), messageOf('m3'), noteOf('n4'), messageOf('m5')].entries()) {
      await (index % 2 ? one : other).commit(ticket, () => ({ drafts: [draft] }));
    }
    const bodies = (entries: readonly { readonly body: string | null }[]) => entries.map(({ body }) => body);
    expect(bodies(await entriesAfter(database, ticket, 'staff', 1, 10))).toEqual(['n2', 'm3', 'n4', 'm5']);
    expect(bodies(await entriesAfter(database, ticket, 'customer', 1, 10))).toEqual(['m3', 'm5']);
    expect(bodies(await entriesAfter(database, ticket, 'staff', 1, 2))).toEqual(['n2', 'm3']);
    expect(bodies(await entriesBefore(database, ticket, 'staff', 5, 2))).toEqual(['m3', 'n4']);
    expect(bodies(await entriesBefore(database, ticket, 'customer', 3, 10))).toEqual([
      'Ricevo lo scarto 00404',
      'm3',
    ]);
    expect(bodies(await entriesBefore(database, ticket, 'customer', 2, 10))).toEqual([
      'Ricevo lo scarto 00404',
    ]);
  });
});
