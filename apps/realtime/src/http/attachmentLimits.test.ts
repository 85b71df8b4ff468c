import { randomUUID } from 'node:crypto';
import { attachmentLimitsOf, noAdjustments, type PresetCode, presets } from '@sportello/core';
import { plainTicket } from '@sportello/domain/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesOf, type TestFiles } from '../testing/filesOf.ts';
import { openTestCluster, type TestCluster } from '../testing/process.ts';

let cluster: TestCluster;
let files: TestFiles;
let ticket: string;
beforeAll(async () => {
  cluster = await openTestCluster(1);
  files = await filesOf(cluster, ['giulia']);
  ({ ticket } = await cluster.world.openTicket('giulia'));
});
afterAll(() => cluster.close());

/** Puts a workflow into force, as its administrator does, and waits until this process goes by it. */
async function begin(preset: PresetCode): Promise<void> {
  const { world } = cluster;
  const { revision } = await world.installation.settings();
  const { rules } = presets[preset];
  const changed = await world.run('elena', 'workflow.change', {
    ...noAdjustments,
    withoutStates: [],
    withoutRows: [],
    names: {},
    revision,
    preset,
    rules: { ...rules, customerPriorities: [...rules.customerPriorities] },
  });
  expect(changed.ok).toBe(true);
  await expect.poll(async () => (await world.installation.workflow()).preset.code).toBe(preset);
}

const written = async (
  name: 'ticket.reply' | 'ticket.note',
  attachments: { id: string; description?: string }[],
  key = randomUUID(),
) =>
  cluster.world.run(
    name === 'ticket.reply' ? 'giulia' : 'luca',
    name,
    { ticket, body: 'Vedi allegati', attachments },
    key,
  );

it.each([
  ['full', 25, 10, false],
  ['acut', 25, 10, true],
  ['nts', 4, 10, false],
  ['terasoft', 25, 10, false],
  ['esseci', 25, 2, false],
  ['tustena', 25, 10, false],
] as const)(
  '%s allows files of %i MB, %i a message, described: %s',
  (preset, megabytes, number, described) => {
    expect(attachmentLimitsOf(presets[preset].rules)).toEqual({
      size: megabytes * 1024 * 1024,
      megabytes,
      number,
      described,
    });
  },
);

it('takes no file larger than the installation allows, nor one that came while it allowed more', async () => {
  await begin('full');
  const size = 4 * 1024 * 1024;
  const before = await files.upload('giulia', Buffer.alloc(size + 1, 'x'), 'prima.bin');
  await begin('nts');
  const refused = { status: 413, code: 'attachment_too_large', limit: size };
  expect(await files.post('giulia', new Uint8Array(size + 1))).toMatchObject(refused);
  expect(await written('ticket.reply', [{ id: before.id }])).toMatchObject({
    code: 'attachment_too_large',
    field: 'attachments',
    limit: size,
  });
  const fits = await files.upload('giulia', Buffer.alloc(size, 'x'), 'giusto.bin');
  expect(await written('ticket.reply', [{ id: fits.id }])).toMatchObject({ ok: true });
});

it('takes no more files in a message or a new ticket than the installation allows', async () => {
  await begin('esseci');
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => files.upload('giulia')));
  const all = [one, two, three].map((file) => ({ id: file?.id ?? '' }));
  const refused = { code: 'attachment_too_many', field: 'attachments', limit: 2, got: 3 };
  expect(await written('ticket.reply', all)).toMatchObject(refused);
  expect(
    await cluster.world.run('giulia', 'ticket.open', { ...plainTicket, module: 'Fatture', attachments: all }),
  ).toMatchObject(refused);
  const key = randomUUID();
  const sent = await written('ticket.reply', all.slice(0, 2), key);
  expect(sent).toMatchObject({ ok: true });
  // What was sent stays sent, whatever is allowed by the time that its repeat arrives.
  await begin('acut');
  expect(await written('ticket.reply', all.slice(0, 2), key)).toEqual(sent);
});

it('wants a description of every file where the installation does, of notes too', async () => {
  await begin('acut');
  const file = await files.upload('giulia');
  const refused = { code: 'attachment_undescribed', field: 'attachments' };
  expect(await written('ticket.reply', [{ id: file.id }])).toMatchObject(refused);
  expect(await written('ticket.note', [{ id: file.id }])).toMatchObject(refused);
  expect(await written('ticket.reply', [{ id: file.id, description: 'La schermata' }])).toMatchObject({
    ok: true,
  });
});
