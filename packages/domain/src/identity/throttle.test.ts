import { type Database, openDatabase } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attempt, addressBucket, type Denial, SignInThrottle } from './throttle.ts';

let database: Database;
let throttle: SignInThrottle;

beforeAll(async () => {
  database = await openDatabase(servers().mongoUrl, { name: uniqueName('throttle') });
  throttle = new SignInThrottle(database);
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

const from = (account: string, address: string, device: string | null = null): Attempt => ({
  account,
  address,
  device,
});

/** Tries so often, all at once, and answers how many were let through. */
async function admitted(
  times: number,
  tryOf: (index: number) => readonly [account: string, address: string, device?: string],
): Promise<number> {
  const verdicts = await Promise.all(
    Array.from({ length: times }, (_, index) => throttle.admit(from(...tryOf(index)))),
  );
  return verdicts.filter((verdict) => verdict === null).length;
}

describe('wrong passwords', () => {
  it('of one account from one address are eight, even all at once; then it has to wait and is told how long (AUT-01)', async () => {
    expect(await admitted(30, () => ['a@x.example', '192.0.2.1'])).toBe(8);
    const { wait = 0, exhausted } = (await throttle.admit(from('a@x.example', '192.0.2.1'))) ?? {};
    expect(exhausted).toEqual(['account']);
    expect(wait).toBeGreaterThan(10 * 60_000);
    expect(wait).toBeLessThanOrEqual(15 * 60_000);
  });

  it('one after the other are eight too', async () => {
    const verdicts: (Denial | null)[] = [];
    for (let index = 0; index < 10; index += 1)
      verdicts.push(await throttle.admit(from('b@x.example', '192.0.2.2')));
    expect(verdicts.map((verdict) => verdict === null)).toEqual([...Array(8).fill(true), false, false]);
  });

  it('do not lock the account from other addresses, nor other accounts from the same one', async () => {
    await admitted(9, () => ['c@x.example', '192.0.2.3']);
    expect(await throttle.admit(from('c@x.example', '192.0.2.4'))).toBeNull();
    expect(await throttle.admit(from('d@x.example', '192.0.2.3'))).toBeNull();
  });

  it('of one account from everywhere are sixty', async () => {
    expect(await admitted(64, (index) => ['e@x.example', `198.51.100.${index}`])).toBe(60);
  });

  it('of one address on many accounts are a hundred and twenty', async () => {
    expect(await admitted(124, (index) => [`p${index}@x.example`, '203.0.113.7'])).toBe(120);
  });

  it('are counted by all processes together (AUT-01)', async () => {
    const other = new SignInThrottle(database);
    for (let round = 0; round < 4; round += 1)
      for (const one of [throttle, other]) await one.admit(from('f@x.example', '192.0.2.6'));
    expect((await throttle.admit(from('f@x.example', '192.0.2.6')))?.wait).toBeGreaterThan(0);
    expect((await other.admit(from('f@x.example', '192.0.2.6')))?.wait).toBeGreaterThan(0);
  });

  it('are forgotten after a right one, which itself counts nowhere', async () => {
    expect(await admitted(59, (index) => ['g@x.example', `198.51.100.${index}`])).toBe(59);
    for (let round = 0; round < 3; round += 1) {
      expect(await throttle.admit(from('g@x.example', '192.0.2.7'))).toBeNull();
      await throttle.succeeded(from('g@x.example', '192.0.2.7'));
    }
  });
});

describe('a device that is known for an account', () => {
  it('gets in while strangers have used up the account and its own address, and has eight tries of its own (AUT-01)', async () => {
    await admitted(64, (index) => ['i@x.example', `198.51.100.${index}`]);
    await admitted(124, (index) => [`q${index}@x.example`, '203.0.113.8']);
    expect((await throttle.admit(from('i@x.example', '203.0.113.8')))?.wait).toBeGreaterThan(0);
    expect(await admitted(30, (index) => ['i@x.example', `203.0.113.${index}`, 'mine'])).toBe(8);
    expect(await admitted(1, () => ['i@x.example', '203.0.113.8', 'other'])).toBe(1);
    expect(await admitted(1, () => ['j@x.example', '203.0.113.9', 'mine'])).toBe(1);
  });

  it('has all its tries again after a right password, and uses up none of the others', async () => {
    for (let round = 0; round < 12; round += 1) {
      expect(await throttle.admit(from('k@x.example', '192.0.2.8', 'mine'))).toBeNull();
      await throttle.succeeded(from('k@x.example', '192.0.2.8', 'mine'));
    }
    expect(await admitted(7, () => ['k@x.example', '192.0.2.8', 'mine'])).toBe(7);
    expect(await admitted(9, () => ['k@x.example', '192.0.2.8'])).toBe(8);
  });
});

describe('the bucket of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
    ['2001:DB8:1:2::', '2001:db8:1:2'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });

  it('lets nobody hop inside a /64 (AUT-03)', async () => {
    expect(await admitted(12, (index) => ['h@x.example', `2001:db8:9:9::${index}`])).toBe(8);
  });
});
