import { DEMO_PASSWORD } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../installation.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
let here: Installation;
/** A second process on the same database. */
let there: Installation;

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('signing_in'));
  here = test.installation;
  there = await test.another();
});
afterAll(() => test.close());

const sessionsOf = () => here.database.connection.collection('sessions').countDocuments();
const person = (id: Parameters<typeof test.ids.people.get>[0]): string => test.ids.people.get(id) ?? '';
const company = (id: Parameters<typeof test.ids.companies.get>[0]): string =>
  test.ids.companies.get(id) ?? '';

let addresses = 0;
/** Tries to sign in, each time from an address nobody came from before, so that no test uses up the tries of another. */
function tryIn(email: string, password = DEMO_PASSWORD, installation = here) {
  addresses += 1;
  const address = `10.0.${addresses >> 8}.${addresses & 255}`;
  return installation.identity.signIn(email, password, { address, userAgent: 'test' });
}

describe('signing in', () => {
  it('begins a session for the person, in the first company', async () => {
    const { cookie, context } = await test.signIn('chiara');
    expect(context).toMatchObject({
      name: 'Chiara Galli',
      locale: 'it',
      principal: {
        person: person('chiara'),
        side: 'customer',
        role: 'standard',
        company: company('bianchi'),
      },
    });
    for (const installation of [here, there])
      expect(await installation.identity.identify(cookie)).toEqual(context);
  });

  it('does not mind spaces and capitals around the address', async () => {
    expect(await tryIn('  GIULIA@Rossi.Example ')).toMatchObject({ ok: true });
  });

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const begun = await tryIn('giulia@rossi.example');
    expect(begun.ok && begun.data.cookies[0]).toMatchObject({
      name: 'sportello',
      options: { maxAge: 604_800, path: '/', httpOnly: true, secure: false, sameSite: 'lax' },
    });
  });

  it('over a secure connection sets one bound to this very host (SES-04, SES-08)', async () => {
    const begun = await tryIn(
      'giulia@rossi.example',
      DEMO_PASSWORD,
      await test.another({ origin: 'https://help.example' }),
    );
    expect(begun.ok && begun.data.cookies[0]).toMatchObject({
      name: '__Host-sportello',
      options: { maxAge: 604_800, path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
    });
  });

  it('makes a new session every time and adopts none that was planted (SES-01)', async () => {
    const one = await test.signIn('marco');
    const other = await test.signIn('marco');
    expect(other.cookie).not.toBe(one.cookie);
    expect(other.session).not.toBe(one.session);
    for (const planted of [
      'sportello=planted',
      `sportello=${one.session}`,
      `sportello=${one.cookie.slice(10, 42)}`,
    ]) {
      expect(await here.identity.identify(planted)).toBeNull();
    }
  });

  it('answers the same for a wrong password, an unknown address and somebody who may not enter (AUT-04)', async () => {
    await here.database.people.updateOne({ _id: person('rita') }, { $set: { active: false } });
    const before = await sessionsOf();
    for (const [email, password] of [
      ['giulia@rossi.example', 'sbagliata'],
      ['nessuno@rossi.example', DEMO_PASSWORD],
      ['rita@rossi.example', DEMO_PASSWORD],
      ['', ''],
      ['giulia@rossi.example\u0000', DEMO_PASSWORD],
      ['giulia@rossi.example', `${DEMO_PASSWORD} `],
      ['{"$gt":""}', DEMO_PASSWORD],
      ['giulia@rossi.example', ''],
    ] as const) {
      expect(await tryIn(email, password)).toEqual({ ok: false, code: 'bad_credentials' });
    }
    expect(await sessionsOf()).toBe(before);
    await here.database.people.updateOne({ _id: person('rita') }, { $set: { active: true } });
  });

  it('takes as long for an unknown address as for a wrong password (AUT-04)', async () => {
    const took = async (email: string): Promise<number> => {
      const began = performance.now();
      await tryIn(email, 'sbagliata');
      return performance.now() - began;
    };
    const pairs: [number, number][] = [];
    for (let round = 0; round < 9; round += 1)
      pairs.push([await took('paolo@bianchi.example'), await took('nessuno@bianchi.example')]);
    const median = (values: readonly number[]) =>
      [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
    const ratio = median(pairs.map(([known]) => known)) / median(pairs.map(([, unknown]) => unknown));
    // Without the dummy verification an unknown address answers many times faster.
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  it('as one of the demo’s people is impossible where the demo is off (AUT-11)', async () => {
    const { cookie } = await test.signIn('giulia');
    const serious = await test.another({ demo: false });
    expect(await tryIn('giulia@rossi.example', DEMO_PASSWORD, serious)).toEqual({
      ok: false,
      code: 'bad_credentials',
    });
    expect(await serious.identity.contextOf(person('giulia'), company('rossi'), null)).toBeNull();
    expect(await serious.identity.identify(cookie)).toBeNull();
  });
});

describe('giving a password', () => {
  it('to an address that has one changes neither the account nor the password', async () => {
    expect(await here.identity.enroll('giulia@rossi.example', 'Giulia', 'un’altra password')).toBe(
      person('giulia'),
    );
    expect(await tryIn('giulia@rossi.example', 'un’altra password')).toMatchObject({ ok: false });
    expect(await tryIn('giulia@rossi.example')).toMatchObject({ ok: true });
  });

  it('keeps it as argon2id and nowhere in clear (AUT-09)', async () => {
    const credentials = await here.database.connection.collection('credentials').find().toArray();
    expect(credentials).not.toHaveLength(0);
    for (const { password } of credentials) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
