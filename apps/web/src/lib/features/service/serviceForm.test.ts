import { expect, it } from 'vitest';
import {
  minutesOfTime,
  readService,
  type ServiceInput,
  serviceFields,
  timeOfMinutes,
} from './serviceForm.ts';

const service: ServiceInput = {
  calendar: {
    timeZone: 'Europe/Rome',
    week: [
      [
        [540, 780],
        [840, 1_080],
      ],
      [[480, 1_440]],
      [],
      [],
      [],
      [],
      [],
    ],
    holidays: 'IT',
    closures: ['2026-08-14', '2026-08-17'],
  },
  targets: {
    takeCharge: { low: 480, normal: 480, high: 240, blocking: 30 },
    response: { low: 960, normal: 480, high: 240, blocking: 90 },
    resolution: { white: 2_400, yellow: 1_440, red: 480 },
  },
};

it('reads what it shows, as it was', () => {
  const form = new FormData();
  for (const [name, value] of serviceFields(service)) form.set(name, value);
  form.set('holidays', 'on');
  expect(readService(form, 'Europe/Rome')).toEqual(service);
});

it('takes a comma in hours, any separator between days, and leaves out empty shifts', () => {
  const form = new FormData();
  for (const [name, value] of serviceFields(service)) form.set(name, value);
  form.set('takeCharge.blocking', '0,5');
  form.set('closures', '2026-08-14, 2026-08-17;');
  form.set('day0.1.from', '');
  form.set('day0.1.to', '');
  const read = readService(form, 'Europe/Rome');
  expect(read.targets.takeCharge.blocking).toBe(30);
  expect(read.calendar.closures).toEqual(['2026-08-14', '2026-08-17']);
  expect(read.calendar.week[0]).toEqual([[540, 780]]);
});

it('knows midnight at the end of a day', () => {
  expect(timeOfMinutes(545)).toBe('09:05');
  expect([minutesOfTime('00:00', false), minutesOfTime('00:00', true)]).toEqual([0, 1_440]);
  expect(minutesOfTime('', false)).toBeNaN();
});
