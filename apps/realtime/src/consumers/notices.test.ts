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

describe('a device that was never seen before', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
  const android =
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36';
  /** Signs Chiara in; answers the cookie that makes her device known. */
  async function enter(address: string, userAgent: string, cookies?: string): Promise<string> {
    const { identity } = portal.installation;
    const from = { address, userAgent, ...(cookies !== undefined && { cookies }) };
    const begun = await identity.signIn('chiara@bianchi.example', DEMO_PASSWORD, from);
    if (!begun.ok) throw new Error(begun.code);
    const { name, value } = begun.data.cookies[1];
    return `${name}=${value}`;
  }
  const told = async () => {
    consumer.wake();
    await consumer.idle();
    return server.for('chiara');
  };

  it('is told to the owner, but for the first one at all, and each once', async () => {
    const first = await enter('192.0.2.60', windows);
    expect(await told()).toEqual([]);
    const second = await enter('198.51.100.7', android);
    const [mail] = await told();
    expect(mail?.subject).toBe('Accesso da un dispositivo nuovo');
    expect(mail?.text).toContain('Chrome, Android, dall’indirizzo 198.51.100.7');
    expect(mail?.text).not.toContain(DEMO_PASSWORD);
    expect(mail?.text).not.toContain(second.split('=')[1]);
    expect(mail?.headers.has('list-unsubscribe')).toBe(false);
    await enter('203.0.113.9', android, second);
    await enter('203.0.113.9', windows, first);
    expect(await told()).toHaveLength(1);
  });

  it('that keeps no cookies is told once a day, with words of our own for it', async () => {
    await enter('198.51.100.8', '<b>curl</b>');
    await enter('198.51.100.8', '<b>curl</b>');
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail?.text).toContain('un programma che non riconosciamo');
    expect(mail?.html).not.toContain('curl');
  });
});
