import type { Closure, State } from '../entities.ts';
import type { Preset, StateNames, Transition, WorkflowRules } from './table.ts';

/** What an installation has changed of the workflow it began with; what it has not named stays as it was. */
export interface WorkflowAdjustments {
  /** States it does without. */
  readonly withoutStates: readonly State[];
  /** Ways it does without, as {@link rowKey} names them. */
  readonly withoutRows: readonly string[];
  readonly rules: Partial<WorkflowRules>;
  readonly names: StateNames;
}

/** Nothing changed. */
export const noAdjustments: WorkflowAdjustments = {
  withoutStates: [],
  withoutRows: [],
  rules: {},
  names: {},
};

/** Names a way from one state to another in a workflow. */
export function rowKey(
  row: { readonly id: Transition['id']; readonly to: State; readonly closure?: Closure | undefined },
  from: State,
): string {
  return [row.id, from, row.to, row.closure ?? ''].join(':');
}

/** A workflow as an installation has changed it. */
export function adjusted(
  base: Preset,
  { withoutStates, withoutRows, rules, names }: WorkflowAdjustments,
): Preset {
  const states = base.states.filter((state) => !withoutStates.includes(state));
  const transitions = base.transitions.flatMap((row) => {
    const from = row.from.filter(
      (state) => states.includes(state) && !withoutRows.includes(rowKey(row, state)),
    );
    return from.length > 0 && states.includes(row.to) ? [{ ...row, from }] : [];
  });
  const named = Object.fromEntries(
    states.map((state) => [state, { ...base.names[state], ...names[state] }] as const),
  );
  return { ...base, states, transitions, rules: { ...base.rules, ...rules }, names: named };
}
