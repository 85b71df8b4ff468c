import { type CommandInput, priorities, urgencies } from '@sportello/core';

/** Promises by priority, in the order they are shown. */
export const promises = ['takeCharge', 'response'] as const;

/** When support works and what it promises, as the settings hold it. */
export type ServiceInput = Omit<CommandInput<'service.change'>, 'revision'>;

/** Minutes since midnight as time fields show them: `09:30`; the end of the day is `24:00`. */
export function timeOfMinutes(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Minutes since midnight of a time as typed; midnight at the end of a shift is the end of the day. */
export function minutesOfTime(time: string, isEnd: boolean): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const sum = hours * 60 + minutes;
  return isEnd && sum === 0 ? 1_440 : sum;
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
const minutesOf = (form: FormData, name: string): number =>
  Math.round(Number(text(form, name).replace(',', '.')) * 60);

function shiftsOf(form: FormData, day: number): [number, number][] {
  return [0, 1].flatMap((shift): [number, number][] => {
    const [from, to] = [text(form, `day${day}.${shift}.from`), text(form, `day${day}.${shift}.to`)];
    return from === '' && to === '' ? [] : [[minutesOfTime(from, false), minutesOfTime(to, true)]];
  });
}

/** Reads the form, with or without script; what is no number or no time is sent as it is and refused with its field. */
export function readService(form: FormData, timeZone: string): ServiceInput {
  const byPriority = (promise: (typeof promises)[number]) => ({
    low: minutesOf(form, `${promise}.low`),
    normal: minutesOf(form, `${promise}.normal`),
    high: minutesOf(form, `${promise}.high`),
    blocking: minutesOf(form, `${promise}.blocking`),
  });
  return {
    calendar: {
      timeZone,
      week: Array.from({ length: 7 }, (_, day) => shiftsOf(form, day)),
      holidays: form.has('holidays') ? 'IT' : null,
      closures: text(form, 'closures')
        .split(/[\s,;]+/u)
        .filter((day) => day !== ''),
    },
    targets: {
      takeCharge: byPriority('takeCharge'),
      response: byPriority('response'),
      resolution: {
        white: minutesOf(form, 'resolution.white'),
        yellow: minutesOf(form, 'resolution.yellow'),
        red: minutesOf(form, 'resolution.red'),
      },
    },
  };
}

/** The fields of the form, by name, as a service fills them. */
export function serviceFields({ calendar, targets }: ServiceInput): ReadonlyMap<string, string> {
  const hours = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100);
  return new Map([
    ...calendar.week.flatMap((shifts, day) =>
      shifts.flatMap(([from, to], shift): [string, string][] => [
        [`day${day}.${shift}.from`, timeOfMinutes(from)],
        [`day${day}.${shift}.to`, timeOfMinutes(to % 1_440)],
      ]),
    ),
    ['closures', calendar.closures.join('\n')],
    ...promises.flatMap((promise) =>
      priorities.map((priority): [string, string] => [
        `${promise}.${priority}`,
        hours(targets[promise][priority]),
      ]),
    ),
    ...urgencies.map((urgency): [string, string] => [
      `resolution.${urgency}`,
      hours(targets.resolution[urgency]),
    ]),
  ]);
}
