import { createHash, randomUUID } from 'node:crypto';
import { attachmentLimitsOf, fullPreset, pendingLimits } from '@sportello/core';
import { sweepUploads } from '@sportello/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf, type TestFiles } from '../testing/filesOf.ts';
import { openTestCluster, type TestCluster } from '../testing/process.ts';
import { endless, pixelFlood, polyglots, samples } from '../testing/sampleFiles.ts';

const limits = attachmentLimitsOf(fullPreset.rules);

let cluster: TestCluster;
let files: TestFiles;
beforeAll(async () => {
  cluster = await openTestCluster(1);
  files = await filesOf(cluster, ['giulia', 'marco', 'rita', 'ugo', 'luca']);
});
afterAll(() => cluster.close());

describe('an upload', () => {
  it.each([
    [samples.png, 'foto.png', 'image/png', [2, 2]],
    [samples.pdf, 'manuale.txt', 'application/pdf', [null, null]],
    [samples.svg, 'logo.png', 'text/plain', [null, null]],
    [samples.html, 'pagina.jpg', 'text/plain', [null, null]],
    [samples.text, 'note.exe', 'text/plain', [null, null]],
    [Buffer.from([0, 1, 2, 3, 0xff]), 'dati.pdf', 'application/octet-stream', [null, null]],
    [samples.png.subarray(0, 40), 'rotta.png', 'image/png', [null, null]],
    [pixelFlood(), 'enorme.png', 'image/png', [null, null]],
    [polyglots.gifAndScript, 'programma.js', 'image/gif', [null, null]],
    [polyglots.pageAndPdf, 'manuale.pdf', 'text/plain', [null, null]],
  ])(
    'is known by its content, not by its name (%#) (ATT-04, ATT-08, XSS-07)',
    async (bytes, name, type, [width, height]) => {
      expect(await files.upload('giulia', bytes, name)).toMatchObject({
        name,
        type,
        size: bytes.length,
        width,
        height,
      });
    },
  );

  it('is refused in words when it is empty, or larger than told (B.3)', async () => {
    const before = await files.stored();
    expect(await files.post('giulia', new Uint8Array())).toMatchObject({
      status: 422,
      code: 'attachment_empty',
    });
    const much = new Uint8Array(limits.size + 1);
    expect(await files.post('giulia', much)).toMatchObject({ status: 413, code: 'attachment_too_large' });
    expect(await files.stored()).toEqual(before);
  });

  it('of exactly the limit is taken, whole (B.3)', async () => {
    const bytes = Buffer.alloc(limits.size, 'sportello');
    const { id } = await files.upload('marco', bytes, 'grande.bin');
    const back = Buffer.from(await (await files.get('marco', id)).arrayBuffer());
    expect(createHash('sha256').update(back).digest('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  it('without an end is stopped soon after the limit (B.3)', async () => {
    const before = await files.stored();
    const body = endless(Number.POSITIVE_INFINITY);
    const outcome = await files.post('giulia', body).catch(() => 'cut');
    if (outcome !== 'cut') expect(outcome).toMatchObject({ status: 413, code: 'attachment_too_large' });
    await expect.poll(files.stored).toEqual(before);
  });

  it('that is broken off leaves nothing behind (ATT-09)', async () => {
    const before = await files.stored();
    const abort = new AbortController();
    // It pauses there and breaks off only once something of it is stored.
    const body = endless(12, () => undefined);
    const sending = files.post('giulia', body, 'x', { signal: abort.signal });
    const broken = expect(sending).rejects.toThrow();
    await expect.poll(async () => (await files.stored()).pieces).toBeGreaterThan(before.pieces);
    abort.abort();
    await broken;
    await expect.poll(files.stored).toEqual(before);
  });

  it('needs a session, a readable name, and a right to write', async () => {
    const bytes = new Uint8Array(samples.png);
    expect(await files.post('nobody', bytes)).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await files.post('rita', bytes)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await files.post('giulia', bytes, 'x', { headers: { 'x-file-name': '%E0%A4%A' } })).toMatchObject({
      code: 'malformed',
    });
    expect(
      await files.post('giulia', bytes, 'x', { headers: { origin: 'https://evil.example' } }),
    ).toMatchObject({
      code: 'bad_origin',
    });
    expect(
      await files.post('giulia', bytes, 'x', { headers: { 'content-type': 'application/json' } }),
    ).toMatchObject({
      status: 200,
    });
  });

  it('beyond what may wait to be sent is refused, also side by side (ATT-11)', async () => {
    const { database, now } = cluster.world.installation;
    const owner = cluster.world.ids.people.get('ugo') ?? '';
    const loose = { owner, at: now(), isWhole: true, isBound: false, name: 'x', type: 'x', size: 1 };
    await database.attachments.insertMany(
      Array.from({ length: pendingLimits.number - 2 }, () => ({
        ...loose,
        _id: randomUUID().replaceAll('-', '').slice(0, 24),
      })),
    );
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => files.post('ugo', new Uint8Array(samples.png))),
    );
    const taken = tries.filter(({ ok }) => ok).length;
    expect(taken).toBeLessThanOrEqual(2);
    for (const one of tries) if (!one.ok) expect(one.code).toBe('attachment_quota');
    await database.attachments.deleteMany({ owner });
  });
});

describe('attaching', () => {
  it('puts the file into the entry and counts it, once for a repeated key', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const file = await files.upload('giulia');
    const key = randomUUID();
    const first = await files.attach('giulia', ticket, file, { key });
    expect(first).toMatchObject({ ok: true });
    expect(await files.attach('giulia', ticket, file, { key })).toEqual(first);
    const client = await cluster.client(0, 'luca');
    const seen = await client.query('sync', { ticket });
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.data.entries.at(-1)?.attachments).toEqual([{ ...file, description: 'La schermata' }]);
    expect(seen.data.ticket).toMatchObject({ attachmentCount: 1, publicAttachmentCount: 1 });
  });

  it('takes only what is one’s own and not part of anything, and says the same of everything else (ATT-13)', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const mine = await files.upload('giulia');
    const refused = { ok: false, code: 'not_found', field: 'attachments' };
    expect(await files.attach('marco', ticket, mine)).toEqual(refused);
    expect(await files.attach('giulia', ticket, { ...mine, id: '0'.repeat(24) })).toEqual(refused);
    // At the same moment, and by a process that does not know of the first: the database lets one through.
    const both = await Promise.all([
      files.attach('giulia', ticket, mine),
      files.attach('giulia', ticket, mine),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.filter(({ ok }) => !ok)).toEqual([refused]);
    await cluster.world.installation.database.attachments.updateOne({ _id: mine.id }, { isBound: false });
    expect(await files.attach('giulia', ticket, mine)).toEqual(refused);
  });

  it('without a word is an answer too: the ticket waits for its customer no longer', async () => {
    const { world } = cluster;
    const { ticket } = await world.openTicket('giulia');
    await world.run('luca', 'ticket.take', { ticket });
    const move = { to: 'waiting_customer' } as const;
    await world.run('luca', 'ticket.reply', { ticket, body: 'Mi manda la schermata?', move });
    const { id } = await files.upload('giulia');
    expect(
      await world.run('giulia', 'ticket.reply', { ticket, body: '', attachments: [{ id }] }),
    ).toMatchObject({ ok: true });
    expect(await world.installation.database.tickets.findById(ticket)).toMatchObject({ state: 'accepted' });
  });

  it('works when a ticket is opened', async () => {
    const file = await files.upload('marco', samples.pdf, 'scarto.pdf');
    const { ticket } = await cluster.world.openTicket('marco', { attachments: [{ id: file.id }] });
    expect((await files.get('luca', file.id)).status).toBe(200);
    expect(await cluster.world.installation.database.tickets.findById(ticket)).toMatchObject({
      attachmentCount: 1,
    });
  });

  it('needs no text; without a file there must be one', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const file = await files.upload('giulia', samples.text, 'registro.txt');
    const attachments = [{ id: file.id }];
    expect(await cluster.world.run('giulia', 'ticket.reply', { ticket, body: ' ' })).toMatchObject({
      ok: false,
      code: 'empty',
      field: 'body',
    });
    expect(
      await cluster.world.run('giulia', 'ticket.reply', { ticket, body: '', attachments }),
    ).toMatchObject({
      ok: true,
    });
    expect(await cluster.world.installation.database.tickets.findById(ticket)).toMatchObject({
      lastCustomer: { excerpt: 'registro.txt' },
    });
  });

  it('to a note is counted for support alone', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const file = await files.upload('luca');
    expect(await files.attach('luca', ticket, file, { note: true })).toMatchObject({ ok: true });
    const [support, customer] = await Promise.all([cluster.client(0, 'anna'), cluster.client(0, 'giulia')]);
    const seen = await Promise.all([support, customer].map((client) => client.query('sync', { ticket })));
    expect(seen.map((one) => one.ok && one.data.ticket.attachmentCount)).toEqual([1, 0]);
  });
});

describe('the sweep', () => {
  it('removes what was never sent, and nothing that an entry carries', async () => {
    const { installation, clock } = cluster.world;
    const { ticket } = await cluster.world.openTicket('giulia');
    const [sent, loose] = [await files.upload('giulia'), await files.upload('giulia')];
    await files.attach('giulia', ticket, sent);
    // As when the process ended right after the commit.
    await installation.database.attachments.updateOne({ _id: sent.id }, { isBound: false });
    clock.ahead = pendingLimits.time;
    await sweepUploads(installation);
    expect((await files.get('giulia', loose.id)).status).toBe(200);
    expect(await files.attach('giulia', ticket, loose)).toMatchObject({ code: 'not_found' });
    clock.ahead += 2 * 60 * 60 * 1_000;
    expect(await sweepUploads(installation)).toBeGreaterThan(0);
    clock.ahead = 0;
    expect((await files.get('giulia', loose.id)).status).toBe(404);
    expect((await files.get('giulia', sent.id)).status).toBe(200);
    expect(await installation.database.attachments.findById(sent.id)).toMatchObject({ isBound: true });
    expect(await files.stored()).toMatchObject({
      records: await installation.database.attachments.countDocuments({ isBound: true }),
    });
  });
});
