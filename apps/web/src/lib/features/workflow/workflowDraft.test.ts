import { presetCodes, presets, workflowFaults } from '@sportello/core';
import { expect, it } from 'vitest';
import { usualStateNames } from '../../text/ticketWords.ts';
import {
  changeOf,
  draftOf,
  readDraft,
  type WorkflowDraft,
  waysOf,
  workflowOfDraft,
} from './workflowDraft.ts';

const usual = usualStateNames();

/** The form as a page without script sends it. */
function formOf(draft: WorkflowDraft): FormData {
  const form = new FormData();
  form.set('preset', draft.preset);
  for (const state of draft.states) form.append('state', state);
  for (const way of draft.ways) form.append('way', way);
  const { customerPriorities, ...rules } = draft.rules;
  for (const priority of customerPriorities) form.append('priority', priority);
  for (const [name, value] of Object.entries(rules)) {
    if (typeof value !== 'boolean') form.set(name, value === null ? '' : String(value));
    else if (value) form.set(name, 'on');
  }
  for (const [state, sides] of Object.entries(draft.names))
    for (const [side, name] of Object.entries(sides ?? {}))
      for (const [locale, word] of Object.entries(name ?? {}))
        form.set(`name.${state}.${side}.${locale}`, word);
  return form;
}

it.each(presetCodes)('%s changes nothing when nothing was changed', (code) => {
  const draft = draftOf(code, null);
  expect(changeOf(draft, 1)).toMatchObject({ preset: code, withoutStates: [], withoutRows: [], names: {} });
  const { transitions, states } = workflowOfDraft(draft);
  expect({ transitions, states }).toEqual({
    transitions: presets[code].transitions,
    states: presets[code].states,
  });
  expect(readDraft(formOf(draft), usual)).toEqual(draft);
});

it('a state that is taken out takes its ways along, and they are there again when it comes back', () => {
  const full = draftOf('full', null);
  const without = readDraft(
    formOf({ ...full, states: full.states.filter((state) => state !== 'vendor') }),
    usual,
  );
  const change = changeOf(without, 3);
  expect(change).toMatchObject({ withoutStates: ['vendor'], withoutRows: [] });
  expect(workflowFaults(workflowOfDraft(without))).toEqual([]);
  expect(waysOf(workflowOfDraft(without)).some(({ from, row }) => [from, row.to].includes('vendor'))).toBe(
    false,
  );
});

it('a way that is taken out stays out, and each language has its own name or the usual one', () => {
  const full = draftOf('full', null);
  const [way] = waysOf(presets.full).filter(({ from, row }) => from === 'new' && row.id === 't17');
  const form = formOf({ ...full, ways: full.ways.filter((key) => key !== way?.key) });
  form.set('name.new.staff.it', 'In arrivo');
  const change = changeOf(readDraft(form, usual), 1);
  expect(change.withoutRows).toEqual([way?.key]);
  expect(change.names).toEqual({
    new: { staff: { it: 'In arrivo', en: usual.new?.staff?.en } },
  });
  const saved = draftOf('full', {
    withoutStates: change.withoutStates,
    withoutRows: change.withoutRows,
    rules: change.rules,
    names: change.names,
  });
  expect(changeOf(saved, 1)).toEqual(change);
});

it('what is no number is not taken for one', () => {
  const form = formOf(draftOf('full', null));
  form.set('autoCloseDays', 'tre');
  expect(readDraft(form, usual).rules.autoCloseDays).toBeNaN();
});

it('a name that is cleared in one language is the usual one there, and gone when no language has its own', () => {
  const named = draftOf('terasoft', null);
  const form = formOf({ ...named, names: { new: { staff: { it: 'In arrivo', en: 'Incoming' } } } });
  form.set('name.new.staff.it', '');
  expect(readDraft(form, usual).names).toEqual({ new: { staff: { it: 'Aperto', en: 'Incoming' } } });
  form.set('name.new.staff.en', '');
  expect(readDraft(form, usual).names).toEqual({});
});
