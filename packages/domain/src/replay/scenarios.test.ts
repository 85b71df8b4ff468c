import { presetCodes, presets, type Ticket } from '@sportello/core';
import { defaultService, momentAt, wallTimeOf } from '@sportello/core/time';
import { expect, it } from 'vitest';
import { replay, type Step } from './replay.ts';
import { actsOf, type Expected, type Line, type Scenario, scenarioBirth, scenarioCast } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

const { calendar } = defaultService;
const nameOf = (person: string | null | undefined): string | null =>
  [...scenarioCast].find(([, one]) => one.person === person)?.[0] ?? null;

function promiseOf(ticket: Ticket | null): string | null {
  if (!ticket?.due) return null;
  const { clock, at } = ticket.due;
  return `${clock} ${at === null ? 'paused' : wallTimeOf(calendar, at)}`;
}

/** What a step came to, of what its line looks at. */
function outcome({ ticket, refusal, told }: Step, expected: Expected): Record<string, unknown> {
  const all: Record<keyof Expected, unknown> = {
    state: ticket?.state ?? null,
    closure: ticket?.closure ?? null,
    refused: refusal?.code ?? null,
    told: told.map(({ who, reason }) => `${who} ${reason}`),
    due: promiseOf(ticket),
    operator: nameOf(ticket?.operator),
    reopenings: ticket?.reopenings,
  };
  // A refusal that nobody expects is always told.
  const looked = Object.entries(all).filter(([field]) => field === 'refused' || field in expected);
  return Object.fromEntries(looked);
}

const head = (line: Line): string => `${line.at} ${'rule' in line ? line.rule : `${line.by} ${line.do}`}`;
const happened = ({ at, act, rule }: Step): string =>
  `${wallTimeOf(calendar, at)} ${act ? `${act.by} ${act.do}` : rule}`;

function play({ preset, until, lines }: Scenario): readonly Step[] {
  const stage = {
    workflow: { preset: presets[preset], service: defaultService },
    cast: scenarioCast,
    birth: scenarioBirth,
    until: momentAt(calendar, until),
  };
  return replay(actsOf({ lines }, calendar), stage).steps;
}

it.each(scenarios.map((scenario) => [scenario.code, scenario] as const))('%s', (_, scenario) => {
  const steps = play(scenario);
  const expected = scenario.lines.map((line) => [head(line), { refused: null, ...line.expect }]);
  const came = steps.map((step, index) => [
    happened(step),
    outcome(step, scenario.lines[index]?.expect ?? {}),
  ]);
  expect(came).toEqual(expected);
});

it('every portal has its rules told, and every state of it is passed through', () => {
  for (const code of presetCodes) {
    const own = scenarios.filter(({ preset }) => preset === code);
    const passed = new Set(own.flatMap((one) => play(one).flatMap(({ ticket }) => ticket?.state ?? [])));
    if (code !== 'full') expect([...presets[code].states].filter((state) => !passed.has(state))).toEqual([]);
  }
});
