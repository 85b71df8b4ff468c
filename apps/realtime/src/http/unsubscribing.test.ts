import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCluster, type TestCluster, type TestProcess } from '../testing/process.ts';

let cluster: TestCluster;
let process: TestProcess;
beforeAll(async () => {
  cluster = await openTestCluster(1);
  const [first] = cluster.processes;
  if (!first) throw new Error('no process');
  process = first;
});
afterAll(() => cluster.close());

test('the link of a mail ends the mails of one person, without a session, and does nothing else (CSR-02, TOK-06)', async () => {
  const { installation, ids } = cluster.world;
  const id = ids.people.get('marco') ?? '';
  const unsubscribe = (token: string, method: string) =>
    fetch(new URL(`/api/unsubscribe/${token}`, process.url), {
      method,
      redirect: 'manual',
      ...(method === 'POST' && { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }),
    });
  const isUnsubscribed = async () => (await installation.database.people.findById(id).lean())?.unsubscribed;
  const token = installation.mailSeal.tokenFor(id);
  const opened = await unsubscribe(token, 'GET');
  expect([opened.status, opened.headers.get('location')]).toEqual([
    303,
    `${process.url}/unsubscribe/${token}`,
  ]);
  const forged = `${ids.people.get('giulia')}.${token.split('.')[1]}`;
  for (const wrong of [forged, id, 'x', token.slice(1)])
    expect((await unsubscribe(wrong, 'POST')).status).toBe(404);
  expect(await isUnsubscribed()).toBeUndefined();
  for (const _ of ['first', 'again']) expect((await unsubscribe(token, 'POST')).status).toBe(200);
  expect(await isUnsubscribed()).toBe(true);
  expect(await installation.database.people.countDocuments({ unsubscribed: true })).toBe(1);
});
