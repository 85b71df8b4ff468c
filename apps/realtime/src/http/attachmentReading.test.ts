import type { Uploaded } from '@sportello/core';
import { ask } from '@sportello/domain';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SocketLimits } from '../live/limits.ts';
import { filesOf, type TestFiles } from '../testing/filesOf.ts';
import { openTestCluster, type TestCluster } from '../testing/process.ts';
import { samples } from '../testing/sampleFiles.ts';
import { attachmentRoutes } from './attachments.ts';

const identities = ['giulia', 'marco', 'rita', 'sara', 'paolo', 'ugo', 'luca', 'anna', 'dario'] as const;

let cluster: TestCluster;
let files: TestFiles;
beforeAll(async () => {
  cluster = await openTestCluster(1);
  files = await filesOf(cluster, identities);
});
afterAll(() => cluster.close());

describe('a download', () => {
  let file: Uploaded;
  beforeAll(async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    file = await files.upload('giulia', samples.text, 'già scartata.txt');
    await files.attach('giulia', ticket, file);
  });

  it('is never more than a download to the browser (XSS-06, XSS-12)', async () => {
    const response = await files.get('luca', file.id);
    expect(await response.text()).toBe(samples.text.toString());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="gi_ scartata.txt"; filename*=UTF-8''gi%C3%A0%20scartata.txt`,
      'content-length': String(samples.text.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
    });
  });

  it.each([
    ['png', 'inline', 'image/png'],
    ['pdf', 'inline', 'application/pdf'],
    ['svg', 'attachment', 'application/octet-stream'],
    ['html', 'attachment', 'application/octet-stream'],
    ['text', 'attachment', 'application/octet-stream'],
  ] as const)('of %s asked for inline comes as %s (XSS-06, XSS-07)', async (kind, disposition, type) => {
    const { id } = await files.upload('giulia', samples[kind], `x.${kind}`);
    const { headers } = await files.get('giulia', `${id}?inline`);
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`, 'u'));
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/u);
  });

  it('in parts, unchanged, or of the head alone', async () => {
    const whole = await files.get('luca', file.id);
    const etag = whole.headers.get('etag') ?? '';
    await whole.arrayBuffer();
    const part = await files.get('luca', file.id, { range: 'bytes=7-11' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 7-11/${file.size}`,
      '00404',
    ]);
    const beyond = await files.get('luca', file.id, { range: 'bytes=999-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${file.size}`]);
    const other = await files.get('luca', file.id, { range: 'bytes=0-1', 'if-range': '"other"' });
    expect([other.status, (await other.text()).length > 5]).toEqual([200, true]);
    expect((await files.get('luca', file.id, { 'if-none-match': etag })).status).toBe(304);
    const head = await files.get('luca', file.id, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(file.size),
      '',
    ]);
  });

  it('of a thumbnail is a picture of ours; of what is none there is none', async () => {
    const { id } = await files.upload('giulia');
    const thumbnail = await files.get('giulia', `${id}/thumbnail`);
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(
      Buffer.from(await thumbnail.arrayBuffer())
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP');
    const text = await files.upload('giulia', samples.text, 'x.png');
    expect((await files.get('giulia', `${text.id}/thumbnail`)).status).toBe(404);
  });
});

describe('who may have a file', () => {
  const outside = ['sara', 'paolo', 'dario', 'nobody'];
  const ids = { public: '', note: '', loose: '' };
  const matrix: Readonly<Record<keyof typeof ids, readonly string[]>> = {
    public: ['giulia', 'marco', 'rita', 'ugo', 'luca', 'anna'],
    note: ['luca', 'anna'],
    loose: ['luca'],
  };
  /** A row per route; a new one without a row fails below. */
  const routes = {
    'POST /api/attachments': null,
    'GET /api/attachments/:id': (id: string) => id,
    'GET /api/attachments/:id/thumbnail': (id: string) => `${id}/thumbnail`,
  };

  beforeAll(async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    for (const kind of ['public', 'note', 'loose'] as const) {
      const file = await files.upload('luca');
      ids[kind] = file.id;
      if (kind !== 'loose') await files.attach('luca', ticket, file, { note: kind === 'note' });
    }
  });

  it('is told for every route (ATT-01)', () => {
    const { stack } = attachmentRoutes(
      cluster.world.installation,
      new SocketLimits(),
      pino({ level: 'silent' }),
    );
    const found = stack.flatMap(({ route }) =>
      route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`) : [],
    );
    expect(found.sort()).toEqual(Object.keys(routes).sort());
  });

  it.each(
    Object.entries(routes).flatMap(([route, pathOf]) =>
      pathOf === null
        ? []
        : (Object.keys(matrix) as (keyof typeof ids)[]).flatMap((kind) =>
            [...identities, 'nobody'].map((person) => [route, kind, person, pathOf] as const),
          ),
    ),
  )('%s of one that is %s by %s (ATT-01, ATT-02)', async (_, kind, person, pathOf) => {
    const response = await files.get(person, pathOf(ids[kind]));
    if (person === 'nobody') expect(response.status).toBe(401);
    else if (matrix[kind].includes(person)) expect(response.status).toBe(200);
    else {
      const missing = await files.get(person, pathOf('0'.repeat(24)));
      expect([response.status, await response.text()]).toEqual([404, await missing.text()]);
      expect([...response.headers.keys()].sort()).toEqual([...missing.headers.keys()].sort());
    }
    expect(outside.includes(person) && response.ok).toBe(false);
  });

  it('ends with the right to the ticket (ATT-01)', async () => {
    const { people } = cluster.world.installation.database;
    expect((await files.get('rita', ids.public)).status).toBe(200);
    await people.updateOne({ _id: cluster.world.ids.people.get('rita') ?? '' }, { memberships: [] });
    const status = async () => (await files.get('rita', ids.public)).status;
    await expect.poll(status, { timeout: 1_000 }).toBe(401);
  });
});

describe('a file of a message that was withdrawn', () => {
  it('is gone for both sides, from the list of files too (B.3)', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const file = await files.upload('giulia');
    await files.attach('giulia', ticket, file);
    expect((await files.get('luca', file.id)).status).toBe(200);
    await cluster.world.run('giulia', 'ticket.retract', { ticket, seq: 2 });
    for (const person of ['giulia', 'luca'])
      for (const path of [file.id, `${file.id}?inline`, `${file.id}/thumbnail`])
        expect((await files.get(person, path)).status).toBe(404);
    const listed = await ask(cluster.world.installation, await cluster.world.as('luca'), 'attachments', {
      ticket,
    });
    expect(listed).toMatchObject({ ok: true, data: { files: [] } });
  });
});
