import { setTimeout as delay } from 'node:timers/promises';
import type { Installation } from '@sportello/domain';
import { type EntryRecord, fromEntryRecord } from '@sportello/models';
import { messageId } from '@sportello/search';
import { inStep } from './crowd.ts';
import { canonical, type Device, fingerprint } from './device.ts';
import { keyInText, type Scene, type Thread } from './scene.ts';

/** Pages that are compared at the same time. */
const AT_ONCE = 4;
/** Milliseconds that a page opened for comparing may take. */
const OPENING = 120_000;
/** Milliseconds the search index may take to hold everything. */
const INDEX_PATIENCE = 60_000;

/** How a page differed from a reload: for the one who looks for the reason. */
export interface Difference {
  readonly device: string;
  readonly thread: string;
  readonly live: string;
  readonly reloaded: string;
}

async function readDatabase({ database }: Installation, { history }: Scene, thread: Thread): Promise<void> {
  const records = await database.entries.find({ ticket: thread.id }).sort({ seq: 1 }).lean<EntryRecord[]>();
  const entries = records.map(fromEntryRecord).map(({ seq, pub, body, key, author }) => ({
    seq,
    pub,
    key: keyInText(body) ?? key ?? '',
    from: author.id ?? '',
  }));
  const isPublic = entries.flatMap(({ pub, key, from }) => (pub === null ? [] : [{ seq: pub, key, from }]));
  const note = (th: string, list: { seq: number; key: string; from: string }[]) =>
    history.add({ p: 'harness', y: 'obs', f: 'final', who: 'db', th, list });
  note(thread.id, isPublic);
  if (thread.hasNotes)
    note(
      `${thread.id}:staff`,
      entries.map(({ seq, key, from }) => ({ seq, key, from })),
    );
}

/** Reads a page and what a reload shows; waits a little where they differ, since the last pushes may be under way. */
async function readDevice(device: Device, scene: Scene, settle: number): Promise<Difference[]> {
  const mirror = await device.reloaded();
  try {
    if (!(await inStep([mirror], scene.heads, OPENING)))
      throw new Error(`${device.name} cannot be loaded again`);
    const until = performance.now() + settle;
    for (;;) {
      const pairs = [];
      for (const thread of device.threads)
        pairs.push({ live: await device.shown(thread), again: await mirror.shown(thread) });
      const isSame = pairs.every(({ live, again }) => canonical(live) === canonical(again));
      if (isSame || performance.now() > until)
        return pairs.flatMap(({ live, again }) => noteDevice(device, scene, live, again));
      await delay(250);
    }
  } finally {
    mirror.close();
  }
}

type Shown = Awaited<ReturnType<Device['shown']>>;

function noteDevice({ name, who }: Device, { history }: Scene, live: Shown, again: Shown): Difference[] {
  const { th, list, unread, readSeq, state } = live;
  history.add({
    p: name,
    y: 'obs',
    f: 'final',
    who: 'client',
    cl: name,
    th,
    list: [...list],
    unread,
    readSeq,
    user: who.id,
    stateHash: fingerprint(state),
    reloadHash: fingerprint(again.state),
  });
  if (fingerprint(state) === fingerprint(again.state)) return [];
  return [{ device: name, thread: th, live: canonical(state), reloaded: canonical(again.state) }];
}

/** Every message that search must find, and every one it finds, once they agree or a minute has passed. */
async function readIndex({ database, search }: Installation, { history }: Scene): Promise<void> {
  const until = performance.now() + INDEX_PATIENCE;
  for (;;) {
    const records = await database.connection
      .collection<EntryRecord>('entries')
      .find({ body: { $exists: true } }, { projection: { ticket: 1, seq: 1 } })
      .toArray();
    const expected = records.map(messageId).sort();
    const found: string[] = [];
    for await (const ids of search.idsOf('messages')) found.push(...ids);
    found.sort();
    if (found.join() === expected.join() || performance.now() > until) {
      history.add({ p: 'harness', y: 'obs', f: 'final', who: 'index', ids: found });
      history.add({ p: 'harness', y: 'obs', f: 'final', who: 'indexExpected', ids: expected });
      return;
    }
    await delay(500);
  }
}

/**
 * Reads everything there is at the end of a run: database, every page, every page reloaded, the search index.
 * @param settle milliseconds that a page may take to agree with a reload
 */
export async function readFinally(
  installation: Installation,
  scene: Scene,
  devices: readonly Device[],
  settle: number,
): Promise<Difference[]> {
  for (const thread of scene.threads) await readDatabase(installation, scene, thread);
  const differences: Difference[] = [];
  const rest = [...devices];
  const readOn = async (): Promise<void> => {
    for (let device = rest.shift(); device; device = rest.shift())
      differences.push(...(await readDevice(device, scene, settle)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  await readIndex(installation, scene);
  return differences;
}
