import type { CommandInput } from '@sportello/core';
import { defaultService, type Service } from '@sportello/core/time';
import { findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('service'));
});
afterAll(() => test.close());

type Change = CommandInput<'service.change'>;
const revision = async (): Promise<number> =>
  (await test.installation.database.settings.findById('installation').lean())?.revision ?? 0;
const changeOf = async (fields: Partial<Service> = {}): Promise<Change> =>
  structuredClone({ revision: await revision(), ...defaultService, ...fields }) as Change;

it('is changed by the provider’s administrator alone, and counts for what is opened after', async () => {
  const week = Array.from({ length: 7 }, () => [[0, 1_440] as const]);
  const targets = { ...defaultService.targets, takeCharge: { low: 60, normal: 30, high: 20, blocking: 10 } };
  const change = await changeOf({ calendar: { ...defaultService.calendar, week, holidays: null }, targets });
  for (const person of ['giulia', 'luca', 'anna'] as const)
    expect(await test.run(person, 'service.change', change)).toMatchObject({ code: 'forbidden' });
  expect(await test.run('elena', 'service.change', change)).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await test.installation.workflow()).service.targets.takeCharge.normal)
    .toBe(30);
  const { ticket } = await test.openTicket('marco');
  const opened = await findTicket(test.installation.database, ticket);
  expect(opened?.due).toMatchObject({ target: 30 * 60_000 });
  expect((opened?.due?.at ?? 0) - (opened?.openedAt ?? 0)).toBeLessThanOrEqual(30 * 60_000);
});

it('refuses hours that overlap, days that do not exist and a week without work', async () => {
  const { calendar, targets } = defaultService;
  const before = await revision();
  const wrong: [Partial<Service>, string, string][] = [
    [
      { calendar: { ...calendar, week: [[[600, 540]], [], [], [], [], [], []] } },
      'not_allowed_value',
      'calendar.week.0',
    ],
    [
      {
        calendar: {
          ...calendar,
          week: [
            [
              [540, 780],
              [700, 900],
            ],
            [],
            [],
            [],
            [],
            [],
            [],
          ],
        },
      },
      'not_allowed_value',
      'calendar.week.0',
    ],
    [{ calendar: { ...calendar, week: Array.from({ length: 7 }, () => []) } }, 'required', 'calendar.week'],
    [{ calendar: { ...calendar, closures: ['2026-02-30'] } }, 'date_format', 'calendar.closures.0'],
    [{ calendar: { ...calendar, timeZone: 'Europe/Padova' } }, 'not_allowed_value', 'calendar.timeZone'],
    [
      { targets: { ...targets, takeCharge: { ...targets.takeCharge, low: 0 } } },
      'not_allowed_value',
      'targets.takeCharge.low',
    ],
  ];
  for (const [fields, code, field] of wrong)
    expect(await test.run('elena', 'service.change', await changeOf(fields))).toMatchObject({
      ok: false,
      code,
      field,
    });
  expect(await revision()).toBe(before);
});
