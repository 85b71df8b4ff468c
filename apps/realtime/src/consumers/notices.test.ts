import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import { DEMO_PASSWORD } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

let portal: TestInstallation;
let server: MailServer;
let consumer: MailConsumer;

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('notices'));
});
afterAll(() => portal.close());
beforeEach(async () => {
  server = await openMailServer();
  consumer = startMailing(portal, postmanTo(server, portal.installation));
});
afterEach(async () => {
  await stopConsumers();
  await server.close();
});

/** Tries passwords one after the other; answers the last refusal. */
async function guess(times: number, of: (index: number) => readonly [email: string, address: string]) {
  let last: string | null = null;
  for (let index = 0; index < times; index += 1) {
    const [email, address] = of(index);
    const answer = await portal.installation.identity.signIn(email, 'sbagliata', { address });
    last = answer.ok ? null : answer.code;
  }
  return last;
}

/** The notices that are planned or went, once there are so many. */
async function notices(count: number) {
  const { mails } = portal.installation.database;
  const all = () => mails.find({ _id: /^notice:/ }).lean();
  await vi.waitFor(async () => expect(await all()).toHaveLength(count), { timeout: 10_000 });
  consumer.wake();
  await consumer.idle();
  return all();
}

describe('guessed passwords', () => {
  it('are told to the owner, once a day, without saying which they were', async () => {
    const from = ['marco@rossi.example', '192.0.2.7'] as const;
    expect(await guess(10, () => from)).toBe('too_many_attempts');
    await notices(1);
    const [told] = server.for('marco');
    expect(told?.subject).toBe('Qualcuno prova a indovinare la tua password');
    expect(told?.text).toContain('192.0.2.7');
    expect(told?.text).not.toMatch(/\{\w+\}|undefined|null\b/u);
    expect(told?.html).toContain('192.0.2.7');
    expect(told?.inReplyTo).toBeUndefined();
    expect(told?.headers.has('list-unsubscribe')).toBe(false);
    // From elsewhere too, and in another process: nobody is flooded.
    const other = await portal.another();
    await guess(10, () => ['marco@rossi.example', '192.0.2.8']);
    for (let index = 0; index < 10; index += 1)
      await other.identity.signIn('marco@rossi.example', 'sbagliata', { address: '192.0.2.9' });
    await notices(1);
    expect(server.received).toHaveLength(1);
  });

  it('of an unknown address are told to nobody', async () => {
    expect(await guess(10, () => ['nessuno@rossi.example', '192.0.2.20'])).toBe('too_many_attempts');
    expect(await notices(1)).toHaveLength(1);
    expect(server.received).toEqual([]);
  });

  it('of many accounts from one address are told to the provider’s administrators, and to none of the owners', async () => {
    await guess(125, (index) => [`nome${index}@rossi.example`, '192.0.2.30']);
    await notices(2);
    const [told] = server.received;
    expect(told?.mail.subject).toBe('Molte password provate da un solo indirizzo');
    expect(told?.mail.text).toContain('192.0.2.30');
    expect(server.received).toHaveLength(1);
  }, 60_000);

  it('of its own device are told to nobody: somebody mistypes', async () => {
    const { identity } = portal.installation;
    const begun = await identity.signIn('giulia@rossi.example', DEMO_PASSWORD, { address: '192.0.2.40' });
    if (!begun.ok) throw new Error(begun.code);
    const { name, value } = begun.data.cookies[1];
    const cookies = `${name}=${value}`;
    let last: unknown = null;
    for (let index = 0; index < 10; index += 1)
      last = await identity.signIn('giulia@rossi.example', 'sbagliata', { address: '192.0.2.40', cookies });
    expect(last).toMatchObject({ code: 'too_many_attempts' });
    await notices(2);
    expect(server.for('giulia')).toEqual([]);
  });
});
