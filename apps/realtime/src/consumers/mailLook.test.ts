import { changeLogo } from '@sportello/domain';
import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import { servers, uniqueName } from '@sportello/services/testing';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

let portal: TestInstallation;
let server: MailServer;
let consumer: MailConsumer;

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('mail_look'));
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

/** The receipt of a ticket that Marco opens now. */
async function receipt() {
  await portal.openTicket('marco');
  await consumer.idle();
  portal.clock.ahead += 3 * 60_000;
  consumer.wake();
  await consumer.idle();
  return server.for('marco')[0];
}

const revision = async () => (await portal.installation.settings()).revision;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0a6' } });

test('a mail carries the logo that an administrator chose inside it, and names the provider where pictures are off', async () => {
  const { installation } = portal;
  const before = await revision();
  const elena = await portal.as('elena');
  expect(await changeLogo(installation, elena, await picture(1_200, 400).jpeg().toBuffer())).toMatchObject({
    ok: true,
  });
  await expect.poll(revision).toBe(before + 1);
  const mail = await receipt();
  const [logo, ...more] = mail?.attachments ?? [];
  expect(more).toEqual([]);
  expect(logo).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', related: true });
  expect(await sharp(logo?.content).metadata()).toMatchObject({ format: 'png', width: 288, height: 96 });
  expect(server.received.find(({ to }) => to.startsWith('marco'))?.raw).toContain(`src=3D"cid:${logo?.cid}"`);
  expect(mail?.html).toContain('alt="Nordest Software"');
  expect(mail?.html).not.toMatch(/src="https?:/u);
  await changeLogo(installation, elena, null);
  await expect.poll(revision).toBe(before + 2);
  expect(await installation.database.logos.countDocuments()).toBe(0);
  server.received.length = 0;
  expect((await receipt())?.attachments).toEqual([]);
});

test('only an administrator of the provider chooses the logo, and only pictures are taken', async () => {
  const png = await picture(20, 20).png().toBuffer();
  for (const person of ['giulia', 'luca', 'anna'] as const)
    expect(await changeLogo(portal.installation, await portal.as(person), png)).toMatchObject({
      code: 'forbidden',
    });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>');
  for (const file of [svg, Buffer.from('MZ'), Buffer.alloc(0), Buffer.concat([png, Buffer.alloc(500_000)])])
    expect(await changeLogo(portal.installation, await portal.as('elena'), file)).toMatchObject({
      code: 'logo_unusable',
    });
});

test('mails come from whom an administrator wrote, in the header and in the envelope', async () => {
  const change = { senderName: 'Assistenza "Nordest"', senderAddress: 'aiuto@nordest.example' };
  for (const person of ['giulia', 'luca', 'anna'] as const)
    expect(await portal.run(person, 'mail.change', { revision: await revision(), ...change })).toMatchObject({
      code: 'forbidden',
    });
  const before = await revision();
  expect(await portal.run('elena', 'mail.change', { revision: before, ...change })).toMatchObject({
    ok: true,
  });
  expect(await portal.run('elena', 'mail.change', { revision: before, ...change })).toMatchObject({
    code: 'stale',
  });
  expect(
    await portal.run('elena', 'mail.change', {
      revision: before,
      ...change,
      senderAddress: 'a@b.it, c@d.it',
    }),
  ).toMatchObject({ code: 'email_invalid', field: 'senderAddress' });
  await expect.poll(revision).toBe(before + 1);
  expect((await receipt())?.from?.value).toEqual([
    { name: 'Assistenza "Nordest"', address: 'aiuto@nordest.example' },
  ]);
});
