import { projectEntry, projectTicket } from '@sportello/core';
import { findTicket, fromEntryRecord } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { plainTicket } from '../testing/installation.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('opening_details'));
});
afterAll(() => test.close());

const open = (by: Parameters<TestInstallation['run']>[0], fields = {}) =>
  test.run(by, 'ticket.open', { ...plainTicket, ...fields });
const stored = async (fields = {}, by: 'marco' | 'paolo' | 'luca' = 'marco') => {
  const opened = await open(by, fields);
  if (!opened.ok) throw new Error(`${opened.code} ${opened.field}`);
  const ticket = await findTicket(test.installation.database, opened.data.ticket);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const installationOf = async (company: 'rossi' | 'bianchi', product = 'Business 2026') => {
  const id = test.ids.companies.get(company) ?? '';
  const record = await test.installation.database.installations
    .findOne({ company: id, product })
    .lean<{ _id: string }>();
  return record?._id ?? '';
};
const personId = (name: 'luca' | 'dario' | 'giulia') => test.ids.people.get(name) ?? '';

describe('what is filled in at the opening', () => {
  it('stays on the ticket, told to both sides', async () => {
    const ticket = await stored({
      contactName: 'Marco Bassi',
      preference: 'phone',
      phone: '0422 000 111',
      email: 'Magazzino@Rossi.example',
      installation: await installationOf('rossi'),
      technician: personId('luca'),
      module: 'Fattura elettronica',
      importance: 'blocking',
      context: { program: 'Business', screen: 'doc320q', version: '26.3.1', error: 'Errore 00404' },
    });
    expect(ticket.details).toEqual({
      contactName: 'Marco Bassi',
      preference: 'phone',
      phone: '+390422000111',
      email: 'magazzino@rossi.example',
      installation: { id: await installationOf('rossi'), product: 'Business 2026', version: '26.3.1' },
      technician: personId('luca'),
      module: 'Fattura elettronica',
      importance: 'blocking',
      context: { program: 'Business', screen: 'doc320q', version: '26.3.1', error: 'Errore 00404' },
    });
    expect(projectTicket(ticket, 'customer').details).toEqual(ticket.details);
  });

  it('is the only installation where there is one, and none where there are several', async () => {
    expect((await stored({}, 'paolo')).details?.installation?.version).toBe('26.2.4');
    expect((await stored()).details).toBeNull();
  });

  it('calls at the company’s number whoever wants a call and names none', async () => {
    expect((await stored({ preference: 'phone' })).details?.phone).toBe('+390422000110');
  });

  it('leaves out an address that is the account’s own', async () => {
    expect((await stored({ email: 'MARCO@rossi.example', module: 'IVA' })).details).toEqual({
      module: 'IVA',
    });
  });

  it('names the field of what cannot be: another company’s installation, no technician, no number, no address', async () => {
    const wrong: [object, string, string][] = [
      [{ installation: await installationOf('bianchi') }, 'not_found', 'installation'],
      [{ technician: personId('dario') }, 'not_found', 'technician'],
      [{ technician: personId('giulia') }, 'not_found', 'technician'],
      [{ phone: 'interno 12' }, 'phone_invalid', 'phone'],
      [{ email: 'uno@rossi.example, due@rossi.example' }, 'email_invalid', 'email'],
      [{ preference: 'fax' }, 'not_allowed_value', 'preference'],
      [{ context: { screen: 'x'.repeat(121) } }, 'too_long', 'context.screen'],
      [{ context: { user: 'x' } }, 'unknown_field', 'context.user'],
    ];
    for (const [fields, code, field] of wrong)
      expect(await open('marco', fields)).toMatchObject({ ok: false, code, field });
  });

  it('tells support alone what was read before, and only what the writer may read', async () => {
    const own = await stored({ title: 'Letto prima' });
    const foreign = await stored({}, 'paolo');
    const ticket = await stored({
      consulted: { articles: ['no-such-article'], tickets: [own.number, foreign.number] },
    });
    expect(ticket.consulted).toEqual({
      articles: [],
      tickets: [{ number: own.number, title: 'Letto prima' }],
    });
    expect(projectTicket(ticket, 'customer').consulted).toBeNull();
    const record = await test.installation.database.entries.findOne({ ticket: ticket.id, seq: 1 }).lean();
    if (!record) throw new Error('no entry');
    expect(projectEntry(fromEntryRecord(record), 'customer')?.changes.consulted).toBeUndefined();
  });
});

describe('the form of the installation', () => {
  const withForm = async (preset: 'full' | 'nts' | 'esseci', form: object | null = null) => {
    await test.installation.database.settings.updateOne(
      { _id: 'installation' },
      { $set: { preset, forms: { [preset]: form } }, $inc: { revision: 1 } },
    );
    await expect.poll(async () => (await test.installation.settings()).preset).toBe(preset);
    await expect.poll(async () => (await test.installation.settings()).forms?.[preset] ?? null).toEqual(form);
  };

  it('decides what must be there and what is not asked', async () => {
    await withForm('esseci');
    expect(await open('marco')).toMatchObject({ code: 'required', field: 'module' });
    expect(await open('marco', { module: 'IVA', technician: personId('luca') })).toMatchObject({
      code: 'not_allowed_value',
      field: 'technician',
    });
    expect(await open('marco', { module: 'IVA' })).toMatchObject({ ok: true });
    await withForm('nts');
    expect(await open('marco', { requestType: 'anomaly' })).toMatchObject({
      code: 'not_allowed_value',
      field: 'requestType',
    });
    expect(await open('marco', { requestType: 'appointment' })).toMatchObject({ ok: true });
    await withForm('full');
  });
});
