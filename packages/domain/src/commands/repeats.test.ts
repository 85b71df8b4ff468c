import { randomUUID } from 'node:crypto';
import { type CommandInput, type KeyedCommand, keyedCommands } from '@sportello/core';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../installation.ts';
import { run } from '../run.ts';
import { CountingCommitter } from '../testing/countingCommitter.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
/** A second process on the same database. */
let other: Installation;
/** Numbers of tickets that others are tied to. */
let tied: readonly [number, number];

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('repeats'));
  other = await test.another();
  tied = [(await test.openTicket('giulia')).number, (await test.openTicket('giulia')).number];
});
afterAll(() => test.close());

/** A command, and the same command asking for something else. */
interface Case<N extends KeyedCommand> {
  readonly by: PersonId;
  input(ticket: string): CommandInput<N>;
  different(ticket: string, elsewhere: string): CommandInput<N>;
}

const person = (id: PersonId): string => test.ids.people.get(id) ?? '';

const phoned = {
  direction: 'made',
  with: 'Marco Bassi',
  at: Date.UTC(2026, 0, 1),
  body: 'Detto',
  audience: 'all',
} as const;

/** One case for every command with a key: a command that is added and has none here does not compile. */
const cases: { readonly [N in KeyedCommand]: Case<N> } = {
  'ticket.open': {
    by: 'marco',
    input: () => plainTicket,
    different: () => ({ ...plainTicket, title: 'Un altro titolo' }),
  },
  'ticket.reply': {
    by: 'marco',
    input: (ticket) => ({ ticket, body: 'Ecco' }),
    different: (ticket) => ({ ticket, body: 'Altro' }),
  },
  'ticket.note': {
    by: 'luca',
    input: (ticket) => ({ ticket, body: 'Nota' }),
    different: (ticket) => ({ ticket, body: 'Altra nota' }),
  },
  'ticket.settle': {
    by: 'luca',
    input: (ticket) => ({ ticket, needed: false }),
    different: (ticket) => ({ ticket, needed: true }),
  },
  'ticket.amend': {
    by: 'giulia',
    input: (ticket) => ({ ticket, seq: 2, body: 'Corretto' }),
    different: (ticket) => ({ ticket, seq: 2, body: 'Corretto in altro modo' }),
  },
  'ticket.retract': {
    by: 'giulia',
    input: (ticket) => ({ ticket, seq: 2 }),
    different: (_, elsewhere) => ({ ticket: elsewhere, seq: 2 }),
  },
  'ticket.describe': {
    by: 'giulia',
    input: (ticket) => ({ ticket, title: 'Titolo giusto' }),
    different: (ticket) => ({ ticket, title: 'Titolo ancora più giusto' }),
  },
  'ticket.take': {
    by: 'luca',
    input: (ticket) => ({ ticket }),
    different: (_, elsewhere) => ({ ticket: elsewhere }),
  },
  'ticket.assign': {
    by: 'anna',
    input: (ticket) => ({ ticket, operator: person('luca') }),
    different: (ticket) => ({ ticket, operator: person('nadia') }),
  },
  'ticket.move': {
    by: 'luca',
    input: (ticket) => ({ ticket, to: 'working' }),
    different: (ticket) => ({ ticket, to: 'accepted' }),
  },
  'ticket.prioritise': {
    by: 'marco',
    input: (ticket) => ({ ticket, priority: 'high' }),
    different: (ticket) => ({ ticket, priority: 'low' }),
  },
  'ticket.urgency': {
    by: 'luca',
    input: (ticket) => ({ ticket, urgency: 'red' }),
    different: (ticket) => ({ ticket, urgency: 'white' }),
  },
  'ticket.refer': {
    by: 'marco',
    input: (ticket) => ({ ticket, requester: person('sara') }),
    different: (ticket) => ({ ticket, requester: person('rita') }),
  },
  'ticket.expect': {
    by: 'luca',
    input: (ticket) => ({ ticket, expectedAt: Date.UTC(2150, 0, 1) }),
    different: (ticket) => ({ ticket, expectedAt: Date.UTC(2150, 0, 2) }),
  },
  'ticket.link': {
    by: 'luca',
    input: (ticket) => ({ ticket, to: tied[0] }),
    different: (ticket) => ({ ticket, to: tied[1] }),
  },
  'ticket.unlink': {
    by: 'luca',
    input: (ticket) => ({ ticket, to: tied[0] }),
    different: (ticket) => ({ ticket, to: tied[1] }),
  },
  'ticket.split': {
    by: 'luca',
    input: (ticket) => ({ ticket, seq: 1, title: 'Una parte' }),
    different: (ticket) => ({ ticket, seq: 1, title: 'Un’altra parte' }),
  },
  'ticket.call': {
    by: 'luca',
    input: (ticket) => ({ ticket, ...phoned }),
    different: (ticket) => ({ ticket, ...phoned, minutes: 3 }),
  },
  'ticket.callback': {
    by: 'marco',
    input: (ticket) => ({ ticket, phone: '0422 000110' }),
    different: (ticket) => ({ ticket, phone: '0422 000111' }),
  },
  'ticket.rate': {
    by: 'giulia',
    input: (ticket) => ({ ticket, rating: { value: 5 } }),
    different: (ticket) => ({ ticket, rating: { value: 4 } }),
  },
  'ticket.hold': {
    by: 'anna',
    input: (ticket) => ({ ticket, reason: 'Fatture', callWhom: 'Amministrazione' }),
    different: (ticket) => ({ ticket, reason: 'Contratto', callWhom: 'Amministrazione' }),
  },
  'ticket.release': {
    by: 'anna',
    input: (ticket) => ({ ticket, reason: 'Pagato' }),
    different: (ticket) => ({ ticket, reason: 'Rinnovato' }),
  },
};

/** Everything that commands write. */
async function stored() {
  const { tickets, entries } = test.installation.database;
  return {
    tickets: await tickets.find().sort({ _id: 1 }).lean(),
    entries: await entries.find({}, { todo: 0 }).sort({ _id: 1 }).lean(),
  };
}

async function prepared<N extends KeyedCommand>(name: N) {
  const { by, input, different }: Case<N> = cases[name];
  const [{ ticket }, { ticket: elsewhere }] = [
    await test.openTicket('giulia'),
    await test.openTicket('giulia'),
  ];
  if (name === 'ticket.unlink') await test.run('luca', 'ticket.link', { ticket, to: tied[0] });
  if (name === 'ticket.settle')
    for (const one of [ticket, elsewhere]) await test.run('luca', 'ticket.take', { ticket: one });
  if (name === 'ticket.release')
    await test.run('anna', 'ticket.hold', { ticket, reason: 'Fatture', callWhom: 'Amministrazione' });
  for (const one of [ticket, elsewhere])
    await test.run('giulia', 'ticket.reply', { ticket: one, body: 'Aggiungo' });
  if (name === 'ticket.rate')
    for (const one of [ticket, elsewhere])
      await test.run('luca', 'ticket.reply', { ticket: one, body: 'Fatto', move: { to: 'closed' } });
  const context = await test.as(by);
  const key = randomUUID();
  return {
    ticket,
    key,
    context,
    input: input(ticket),
    different: different(ticket, elsewhere),
    send: (what: unknown = input(ticket), installation = test.installation) =>
      run(installation, context, name, what, key),
  };
}

describe.each(keyedCommands)('%s sent again with its key', (name) => {
  it('answers as the first time and does nothing more (B.2, B.7)', async () => {
    const { send } = await prepared(name);
    const first = await send();
    expect(first).toMatchObject({ ok: true });
    const after = await stored();
    expect(await send()).toEqual(first);
    expect(await send()).toEqual(first);
    expect(await stored()).toEqual(after);
  });

  it('from two processes at once has one effect and one answer', async () => {
    const { send, input, key } = await prepared(name);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => send(input, index % 2 ? other : test.installation)),
    );
    const [first] = answers;
    expect(first).toMatchObject({ ok: true });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await test.installation.database.entries.countDocuments({ key })).toBe(1);
  });

  it('while the first is under way waits for its answer instead of beginning again', async () => {
    const { send, input } = await prepared(name);
    const committer = new CountingCommitter(test.installation.database, Date.now);
    const counted = { ...test.installation, committer };
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(input, counted)));
    const [first] = answers;
    expect(first).toMatchObject({ ok: true });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(committer.begun).toBe(1);
  });

  it('answers as the first time even after the ticket has moved on', async () => {
    const { send, ticket } = await prepared(name);
    const first = await send();
    const written = first.ok ? first.data.ticket : ticket;
    for (const body of ['uno', 'due']) await test.run('anna', 'ticket.reply', { ticket: written, body });
    await test.run('anna', 'ticket.reply', { ticket: written, body: 'Fatto', move: { to: 'closed' } });
    expect(await send()).toEqual(first);
    expect(await send(undefined, other)).toEqual(first);
  });

  it('but asking for something else is refused, and nothing changes (B.2)', async () => {
    const { send, different } = await prepared(name);
    const first = await send();
    const after = await stored();
    expect(await send(different)).toEqual({ ok: false, code: 'key_reused' });
    expect(await send(different, other)).toEqual({ ok: false, code: 'key_reused' });
    expect(await stored()).toEqual(after);
    expect(await send()).toEqual(first);
  });

  it('but for another command is refused', async () => {
    const { send, key, ticket, context } = await prepared(name);
    await send();
    const reply = { ticket, body: 'Con la chiave di un altro comando' };
    if (name !== 'ticket.reply')
      expect(await run(test.installation, context, 'ticket.reply', reply, key)).toEqual({
        ok: false,
        code: 'key_reused',
      });
    expect(await test.installation.database.entries.countDocuments({ key })).toBe(1);
  });

  it('by somebody else is that person’s own', async () => {
    const { send, key, ticket } = await prepared(name);
    await send();
    expect(await test.run('ugo', 'ticket.reply', { ticket, body: 'La mia' }, key)).toMatchObject({
      ok: true,
    });
  });
});

describe.each(keyedCommands)('%s', (name) => {
  it('without a key, or with something that is none, does nothing (B.2)', async () => {
    const { context, input } = await prepared(name);
    const before = await stored();
    const codeOf = async (key?: string) => {
      const answer = await run(test.installation, context, name, input, key);
      return answer.ok ? 'done' : answer.code;
    };
    expect(await codeOf()).toBe('key_missing');
    for (const key of ['', 'x', 'a'.repeat(1_024), randomUUID().toUpperCase(), `${randomUUID()}\n`])
      expect(await codeOf(key)).toBe('malformed');
    expect(await stored()).toEqual(before);
  });
});

it('a repeat by somebody who may not see the ticket any more learns nothing of what it did (TEN-06)', async () => {
  const { ticket } = await test.openTicket('giulia');
  await test.run('anna', 'ticket.assign', { ticket, operator: person('dario') });
  const [dario, key] = [await test.as('dario'), randomUUID()];
  const note = () => run(test.installation, dario, 'ticket.note', { ticket, body: 'Vista' }, key);
  expect(await note()).toMatchObject({ ok: true });
  await test.installation.database.tickets.updateOne({ _id: ticket }, { $set: { collaborators: [] } });
  expect(await note()).toEqual({ ok: false, code: 'not_found' });
});
