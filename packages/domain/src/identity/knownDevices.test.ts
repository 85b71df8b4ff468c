import { DEMO_PASSWORD } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../installation.ts';
import { cookieHeader, openTestInstallation, TEST_SECRET, type TestInstallation } from '../testing/index.ts';
import { DEVICE_LIFETIME, KnownDevices } from './knownDevices.ts';
import { SignInThrottle } from './throttle.ts';

const GIULIA = 'giulia@rossi.example';
const MARCO = 'marco@rossi.example';

let test: TestInstallation;
let here: Installation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('known_devices'));
  here = test.installation;
});
afterAll(() => test.close());

let addresses = 0;
/** Tries to sign in, each time from an address nobody came from before. */
function tryIn(email: string, password: string, cookies?: string, installation = here) {
  addresses += 1;
  const address = `10.2.${addresses >> 8}.${addresses & 255}`;
  return installation.identity.signIn(email, password, { address, userAgent: 'test', cookies });
}

/** The cookie header of a device on which somebody has just signed in. */
async function deviceOf(email: string, cookies?: string): Promise<string> {
  const begun = await tryIn(email, DEMO_PASSWORD, cookies);
  if (!begun.ok) throw new Error(`${email} cannot sign in: ${begun.code}`);
  return cookieHeader(begun.data.cookies[1]);
}

/** Uses up what strangers may try on an account. */
async function exhaust(email: string): Promise<void> {
  const account = { account: email, device: null };
  const throttle = new SignInThrottle(here.database);
  for (let index = 0; index < 61; index += 1)
    await throttle.admit({ ...account, address: `198.51.100.${index}` });
}

describe('the owner of an account that strangers have exhausted', () => {
  it('gets in from a device he has signed in on, and from no other', async () => {
    const device = await deviceOf(GIULIA);
    await exhaust(GIULIA);
    expect(await tryIn(GIULIA, DEMO_PASSWORD)).toMatchObject({ ok: false, code: 'too_many_attempts' });
    expect(await tryIn(' Giulia@ROSSI.example', DEMO_PASSWORD, `a=b; ${device}`)).toMatchObject({ ok: true });
  });

  it('is not helped by a cookie that is made up, altered, of another account or of another installation', async () => {
    const device = await deviceOf(MARCO);
    await exhaust(MARCO);
    const other = await deviceOf('sara@rossi.example');
    const foreign = new KnownDevices({ secret: `${TEST_SECRET}!`, passwordOf: async () => null });
    const [name = '', value = ''] = device.split('=');
    const [version, id, issued, ...rest] = value.split('.');
    for (const forged of [
      other,
      `${name}=${await foreign.remember(MARCO, null, null)}`,
      `${name}=${[version, id, Number(issued) + 1, ...rest].join('.')}`,
      `${name}=${[version, 'A'.repeat(22), issued, ...rest].join('.')}`,
      `${name}=${value.slice(0, -43)}${'A'.repeat(43)}`,
      `${name}=1.1.1.1.1`,
      `${name}=`,
    ])
      expect(await tryIn(MARCO, DEMO_PASSWORD, forged)).toMatchObject({ code: 'too_many_attempts' });
    expect(await tryIn(MARCO, DEMO_PASSWORD, device)).toMatchObject({ ok: true });
  });
});

describe('a known device', () => {
  it('that was stolen has eight tries, which the owner’s next sign-in does not multiply', async () => {
    const stolen = await deviceOf('paolo@bianchi.example');
    const renewed = await deviceOf('paolo@bianchi.example', stolen);
    expect(renewed).not.toBe('');
    const codes: unknown[] = [];
    for (let index = 0; index < 10; index += 1)
      codes.push(await tryIn('paolo@bianchi.example', 'sbagliata', index % 2 ? stolen : renewed));
    expect(codes).toEqual([
      ...Array(8).fill({ ok: false, code: 'bad_credentials' }),
      ...Array(2).fill(expect.objectContaining({ code: 'too_many_attempts' })),
    ]);
    expect(await tryIn('paolo@bianchi.example', DEMO_PASSWORD)).toMatchObject({ ok: true });
  });

  it('is known for everybody who signed in on it', async () => {
    const both = await deviceOf('sara@rossi.example', await deviceOf('rita@rossi.example'));
    for (const email of ['sara@rossi.example', 'rita@rossi.example']) {
      await exhaust(email);
      expect(await tryIn(email, DEMO_PASSWORD, both)).toMatchObject({ ok: true });
    }
  });

  it('says nothing about accounts: a refusal is the same with a cookie as without, for whoever is not its owner', async () => {
    const device = await deviceOf('ivo@verdi.example');
    const answers = await Promise.all(
      ['chiara@bianchi.example', 'nessuno@verdi.example'].flatMap((email) =>
        [undefined, device].map((cookies) => tryIn(email, 'sbagliata', cookies)),
      ),
    );
    expect(answers).toEqual(Array(4).fill({ ok: false, code: 'bad_credentials' }));
  });

  it('carries a cookie that scripts cannot read, over a secure connection bound to this very host', async () => {
    const secure = await test.another({ origin: 'https://help.example' });
    const begun = await tryIn('ivo@verdi.example', DEMO_PASSWORD, undefined, secure);
    expect(begun.ok && begun.data.cookies[1]).toMatchObject({
      name: '__Host-sportello_device',
      options: { maxAge: 15_552_000, path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
    });
  });
});

describe('a device’s token', () => {
  it('ends with the password and after half a year, and names nobody', async () => {
    const world = { now: 1_800_000_000_000, password: 'hash-1', asked: 0 };
    const devices = new KnownDevices({
      secret: TEST_SECRET,
      now: () => world.now,
      passwordOf: async () => {
        world.asked += 1;
        return world.password;
      },
    });
    const token = await devices.remember(GIULIA, null, null);
    expect(token).not.toContain('giulia');
    expect(await devices.recognise(GIULIA, token)).not.toBeNull();
    const { asked } = world;
    // Another account is not even looked up.
    expect(await devices.recognise(MARCO, token)).toBeNull();
    expect(world.asked).toBe(asked);
    world.password = 'hash-2';
    expect(await devices.recognise(GIULIA, token)).toBeNull();
    world.password = 'hash-1';
    world.now += DEVICE_LIFETIME * 1_000;
    expect(await devices.recognise(GIULIA, token)).toBeNull();
  });
});
