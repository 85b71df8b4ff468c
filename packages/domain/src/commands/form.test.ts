import { type CommandInput, presets } from '@sportello/core';
import { type FormField, formOf, formPresets } from '@sportello/core/openingForm';
import { migrate } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('form'));
});
afterAll(() => test.close());

type Form = NonNullable<CommandInput<'form.change'>['form']>;

/** The complete form with one field as wanted. */
function formWith(field: FormField, wanted: Partial<Form['fields'][number]>, more: Partial<Form> = {}): Form {
  const { fields, requestTypes } = formPresets.full;
  return {
    fields: fields.map((one) => ({ ...one, ...(one.field === field && wanted) })),
    requestTypes: [...requestTypes],
    ...more,
  };
}
const revision = async () =>
  (await test.installation.database.settings.findById('installation').lean())?.revision ?? 0;
const change = async (form: Form | null, by: 'elena' | 'anna' | 'giulia' = 'elena') =>
  test.run(by, 'form.change', { revision: await revision(), form });
const open = (fields = {}) => test.run('marco', 'ticket.open', { ...plainTicket, ...fields });
/** What was written is in force as soon as the bell has told. */
const untilOpened = async (expected: object, fields = {}) =>
  expect.poll(async () => open(fields), { timeout: 10_000 }).toMatchObject(expected);

it('what the administrator makes mandatory is demanded, what is hidden is refused, and back again', async () => {
  expect(await change(formWith('module', { mandatory: true }))).toMatchObject({ ok: true });
  await untilOpened({ code: 'required', field: 'module' });
  await untilOpened({ ok: true }, { module: 'Cespiti' });
  await change(formWith('module', { shown: false }));
  await untilOpened({ code: 'not_allowed_value', field: 'module' }, { module: 'Cespiti' });
  await change(null);
  await untilOpened({ ok: true }, { module: 'Cespiti' });
});

it('only the provider’s administrator changes it, and nobody over a change that they have not seen', async () => {
  for (const other of ['anna', 'giulia'] as const)
    expect(await change(formWith('module', {}), other)).toMatchObject({ code: 'forbidden' });
  const seen = await revision();
  const both = await Promise.all(
    [true, false].map((mandatory) =>
      test.run('elena', 'form.change', { revision: seen, form: formWith('module', { mandatory }) }),
    ),
  );
  expect(both.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ok', 'stale']);
});

it('each workflow has its own form: another one brings its own, and going back finds the first as it was changed', async () => {
  const { installation } = test;
  const choose = async (preset: 'full' | 'nts') => {
    const { customerPriorities, ...rules } = presets[preset].rules;
    const change: CommandInput<'workflow.change'> = {
      revision: await revision(),
      preset,
      withoutStates: [],
      withoutRows: [],
      rules: { ...rules, customerPriorities: [...customerPriorities] },
      names: {},
    };
    expect(await test.run('elena', 'workflow.change', change)).toMatchObject({ ok: true });
  };
  await change(formWith('module', { mandatory: true }));
  await untilOpened({ code: 'required', field: 'module' });
  // Prepared before it is in force.
  const nts = { ...formPresets.nts, requestTypes: [...formPresets.nts.requestTypes] };
  const prepared = {
    ...nts,
    fields: nts.fields.map((one) => ({ ...one, ...(one.field === 'email' && { mandatory: true }) })),
  };
  expect(
    await test.run('elena', 'form.change', { revision: await revision(), preset: 'nts', form: prepared }),
  ).toMatchObject({ ok: true });
  await untilOpened({ code: 'required', field: 'module' });
  await choose('nts');
  const asked = { requestType: 'assistance' as const, phone: undefined };
  await untilOpened({ code: 'required', field: 'email' }, asked);
  await untilOpened(
    { code: 'not_allowed_value', field: 'module' },
    { email: 'a@b.example', module: 'Cespiti' },
  );
  await untilOpened({ ok: true }, { email: 'a@b.example' });
  await choose('full');
  await untilOpened({ code: 'required', field: 'module' });
  const { forms } = await installation.settings();
  expect(Object.keys(forms ?? {}).sort()).toEqual(['full', 'nts']);
  await change(null);
  await untilOpened({ ok: true });
});

it('what somebody saved of another part of the settings does not refuse the form', async () => {
  const seen = await revision();
  expect(
    await test.run('elena', 'mail.change', { revision: seen, senderName: 'Aiuto', senderAddress: null }),
  ).toMatchObject({ ok: true });
  expect(await test.run('elena', 'form.change', { revision: seen, form: null })).toMatchObject({ ok: true });
  expect(await test.run('elena', 'form.change', { revision: seen, form: null })).toMatchObject({
    code: 'stale',
  });
  expect(
    await test.run('elena', 'form.change', { revision: (await revision()) + 1, form: null }),
  ).toMatchObject({ code: 'stale' });
});

it('the form that an installation had before each workflow had its own is that of its workflow', async () => {
  const { database, settings, settingsChanged } = test.installation;
  const form = formWith('module', { mandatory: true });
  await database.settings.collection.updateOne({}, { $set: { form, forms: null } });
  await database.migrations.deleteOne({ _id: 'formsByWorkflow' });
  await migrate(database);
  settingsChanged();
  expect(formOf(await settings())).toEqual(form);
  await change(null);
});

it('a form that nobody could use is refused', async () => {
  const { fields } = formWith('module', {});
  for (const form of [
    formWith('title', { shown: false }),
    formWith('description', { mandatory: false }),
    formWith('priority', { mandatory: true }),
    formWith('module', {}, { fields: fields.slice(1) }),
    formWith('module', {}, { fields: [...fields.slice(1), ...fields.slice(1, 2)] }),
    formWith('module', {}, { requestTypes: [] }),
    formWith('module', {}, { requestTypes: ['anomaly', 'anomaly'] }),
    formWith('module', { name: { it: 'x'.repeat(41), en: '' } }),
  ])
    expect(await change(form)).toMatchObject({ ok: false });
});

it('a company without installations is not asked for one', async () => {
  const company = test.ids.companies.get('rossi') ?? '';
  await change(formWith('installation', { mandatory: true }));
  await untilOpened({ code: 'required', field: 'installation' });
  await test.installation.database.installations.deleteMany({ company });
  await untilOpened({ ok: true });
});
