import {
  adjusted,
  type CommandInput,
  type Preset,
  type PresetCode,
  presetCodes,
  presets,
  priorities,
  rowKey,
  type Side,
  type State,
  type StateName,
  type StateNames,
  type Transition,
  type WorkflowAdjustments,
} from '@sportello/core';

/** The workflow as it is being changed: what it begins with, and what is kept and called how. */
export interface WorkflowDraft {
  readonly preset: PresetCode;
  readonly states: readonly State[];
  /** Keys of the ways that are kept. */
  readonly ways: readonly string[];
  readonly rules: Preset['rules'];
  readonly names: StateNames;
}

/** What a part of the workflow's form is made of. */
export interface DraftFields {
  readonly base: Preset;
  /** What the fields begin with. */
  readonly initial: WorkflowDraft;
  /** What they say now. */
  readonly draft: WorkflowDraft;
}

/** One way from a state to another. */
export interface Way {
  readonly key: string;
  readonly from: State;
  readonly row: Transition;
}

/** All ways that a workflow begins with, in the order of its states. */
export function waysOf(preset: Preset): Way[] {
  return preset.states.flatMap((from) =>
    preset.transitions
      .filter((row) => row.from.includes(from))
      .map((row) => ({ key: rowKey(row, from), from, row })),
  );
}

/** The draft that changes nothing: a workflow as it begins, or as the installation has it. */
export function draftOf(code: PresetCode, adjustments: WorkflowAdjustments | null): WorkflowDraft {
  const base = presets[code];
  const now = adjustments ? adjusted(base, adjustments) : base;
  return {
    preset: code,
    states: now.states,
    ways: waysOf(base)
      .map(({ key }) => key)
      .filter((key) => !adjustments?.withoutRows.includes(key)),
    rules: now.rules,
    names: adjustments?.names ?? {},
  };
}

/** What a draft is in the words of the command. A way counts as taken out only where both its states are there. */
export function changeOf(draft: WorkflowDraft, revision: number): CommandInput<'workflow.change'> {
  const base = presets[draft.preset];
  const isThere = (state: State): boolean => draft.states.includes(state);
  return {
    revision,
    preset: draft.preset,
    withoutStates: base.states.filter((state) => !isThere(state)),
    withoutRows: waysOf(base)
      .filter(({ key, from, row }) => isThere(from) && isThere(row.to) && !draft.ways.includes(key))
      .map(({ key }) => key),
    rules: { ...draft.rules, customerPriorities: [...draft.rules.customerPriorities] },
    names: draft.names,
  };
}

/** The workflow that a draft comes to. */
export function workflowOfDraft(draft: WorkflowDraft): Preset {
  const { withoutStates, withoutRows } = changeOf(draft, 0);
  return adjusted(presets[draft.preset], {
    withoutStates,
    withoutRows,
    rules: draft.rules,
    names: draft.names,
  });
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A whole number as typed; what is none is sent as it is and refused with its field. */
const number = (form: FormData, name: string): number => {
  const typed = text(form, name);
  return typed === '' ? Number.NaN : Number(typed);
};

/** What a state is called on a side where nobody names it: as the workflow begins, or as usual. */
export function plainName(
  base: Pick<Preset, 'names'>,
  usual: StateNames,
  state: State,
  side: Side,
): StateName | undefined {
  return base.names[state]?.[side] ?? usual[state]?.[side];
}

/** Names as typed: an empty one means the plain one, in its own language alone. */
function namesOf(form: FormData, base: Preset, usual: StateNames): StateNames {
  const nameOf = (state: State, side: Side): StateName | undefined => {
    const plain = plainName(base, usual, state, side);
    const [it, en] = [text(form, `name.${state}.${side}.it`), text(form, `name.${state}.${side}.en`)];
    const name = { it: it || plain?.it || en, en: en || plain?.en || it };
    return (it || en) && (name.it !== plain?.it || name.en !== plain.en) ? name : undefined;
  };
  return Object.fromEntries(
    base.states.flatMap((state) => {
      const [staff, customer] = [nameOf(state, 'staff'), nameOf(state, 'customer')];
      return staff || customer
        ? [[state, { ...(staff && { staff }), ...(customer && { customer }) }] as const]
        : [];
    }),
  );
}

/**
 * Reads a draft from the form, with or without script.
 * @param usual what states are called where nothing names them
 */
export function readDraft(form: FormData, usual: StateNames): WorkflowDraft {
  const preset = presetCodes.find((code) => code === text(form, 'preset')) ?? 'full';
  const base = presets[preset];
  const states = form.getAll('state');
  const chosen = form.getAll('priority');
  return {
    preset,
    states: base.states.filter((state) => states.includes(state)),
    ways: form.getAll('way').map(String),
    rules: {
      minimumAgeMinutes: number(form, 'minimumAgeMinutes'),
      amendMinutes: number(form, 'amendMinutes'),
      reopenDays: text(form, 'reopenDays') === '' ? null : number(form, 'reopenDays'),
      autoCloseDays: number(form, 'autoCloseDays'),
      autoCloseWorkingDays: form.has('autoCloseWorkingDays'),
      autoCloseWarningHours: number(form, 'autoCloseWarningHours'),
      customerPriorities: priorities.filter((priority) => chosen.includes(priority)),
      customerReprioritises: form.has('customerReprioritises'),
      thirdPartyPauses: form.has('thirdPartyPauses'),
      attachmentMegabytes: number(form, 'attachmentMegabytes'),
      attachmentsPerMessage: number(form, 'attachmentsPerMessage'),
      attachmentsDescribed: form.has('attachmentsDescribed'),
    },
    names: namesOf(form, base, usual),
  };
}
