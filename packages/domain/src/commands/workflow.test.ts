import { type CommandInput, noAdjustments, presets } from '@sportello/core';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { openByState } from './workflow.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('workflow'));
});
afterAll(() => test.close());

type Change = CommandInput<'workflow.change'>;
const revision = async (): Promise<number> => {
  const settings = await test.installation.database.settings.findById('installation').lean();
  return settings?.revision ?? 0;
};
const changeOf = async (fields: Partial<Change> = {}): Promise<Change> => ({
  ...noAdjustments,
  withoutStates: [],
  withoutRows: [],
  revision: await revision(),
  preset: 'full',
  rules: { ...presets.full.rules, customerPriorities: [...presets.full.rules.customerPriorities] },
  ...fields,
});
const inForce = () => test.installation.workflow().then(({ preset }) => preset);

it('is changed by the provider’s administrator and by nobody else, who learn nothing about it either', async () => {
  const change = await changeOf({ preset: 'nts' });
  for (const person of ['giulia', 'marco', 'luca', 'anna', 'dario'] as const) {
    expect(await test.run(person, 'workflow.change', change)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await openByState(test.installation, await test.as(person))).toEqual({});
  }
  expect((await inForce()).code).toBe('full');
  expect(await test.run('elena', 'workflow.change', change)).toEqual({
    ok: true,
    data: { revision: change.revision + 1 },
  });
  await expect.poll(async () => (await inForce()).code).toBe('nts');
});

it('keeps names, times and what was taken out', async () => {
  const names = { new: { staff: { it: 'In arrivo', en: 'Incoming' } } };
  const rules = { ...(await changeOf()).rules, autoCloseDays: 5, reopenDays: null };
  const change = await changeOf({ withoutStates: ['vendor'], names, rules });
  expect(await test.run('elena', 'workflow.change', change)).toMatchObject({ ok: true });
  await expect.poll(async () => (await inForce()).rules.autoCloseDays).toBe(5);
  const preset = await inForce();
  expect(preset.states).not.toContain('vendor');
  expect(preset.names.new?.staff).toEqual(names.new.staff);
  expect(await test.run('elena', 'workflow.change', await changeOf())).toMatchObject({ ok: true });
  await expect.poll(async () => (await inForce()).names.new?.staff).toBeUndefined();
  expect((await inForce()).rules.autoCloseDays).toBe(3);
});

it('refuses dead ends, values that make no sense and unknown fields, and changes nothing', async () => {
  const before = await revision();
  const { rules } = await changeOf();
  const wrong: [Partial<Change> | object, string, string][] = [
    [
      { withoutRows: ['t11:accepted:planned:', 't11:working:planned:'] },
      'workflow_faulty',
      'unreachable.planned',
    ],
    [{ withoutStates: ['closed'] }, 'workflow_faulty', 'lacks.closed'],
    [{ rules: { ...rules, autoCloseDays: 0 } }, 'not_allowed_value', 'rules.autoCloseDays'],
    [{ rules: { ...rules, autoCloseDays: Number.NaN } }, 'type', 'rules.autoCloseDays'],
    [{ names: { new: { staff: { it: 'x'.repeat(41), en: 'x' } } } }, 'too_long', 'names.new.staff.it'],
    [{ names: { nowhere: {} } }, 'unknown_field', 'names.nowhere'],
    [{ more: 1 }, 'unknown_field', 'more'],
    [{ preset: 'zendesk' }, 'not_allowed_value', 'preset'],
  ];
  for (const [fields, code, field] of wrong)
    expect(await test.run('elena', 'workflow.change', (await changeOf(fields)) as Change)).toMatchObject({
      ok: false,
      code,
      field,
    });
  expect(await revision()).toBe(before);
});

it('does not overwrite what somebody else has changed meanwhile', async () => {
  const [one, other] = [await changeOf({ preset: 'acut' }), await changeOf({ preset: 'nts' })];
  const answers = await Promise.all([
    test.run('elena', 'workflow.change', one),
    test.run('elena', 'workflow.change', other),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'stale' });
});

it('tells how many open tickets stand where', async () => {
  const [first] = [await test.openTicket('marco')];
  await test.run('luca', 'ticket.take', { ticket: first.ticket });
  await test.openTicket('marco');
  const counts = await openByState(test.installation, await test.as('elena'));
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2);
});
