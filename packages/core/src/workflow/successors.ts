import type { State } from '../entities.ts';
import type { Preset } from './table.ts';

/** The state in which a ticket is when somebody has it in charge. */
export function stateInCharge({ states }: Pick<Preset, 'states'>): State {
  return states.includes('accepted') ? 'accepted' : 'working';
}

/** Where a ticket goes that stands in a state which the workflow lacks; the nearest in meaning that it has. */
const successors: Readonly<Partial<Record<State, readonly State[]>>> = {
  authorization: ['new'],
  accepted: ['working'],
  working: ['accepted'],
  waiting_customer: ['accepted', 'working'],
  development: ['working', 'accepted'],
  vendor: ['development', 'working', 'accepted'],
  planned: ['working', 'accepted'],
  resolved: ['closed'],
  discarded: ['closed'],
};

/** The state of a workflow that a ticket in some state belongs to: that state itself where the workflow has it. */
export function stateIn(preset: Pick<Preset, 'states'>, state: State): State {
  if (preset.states.includes(state)) return state;
  return successors[state]?.find((one) => preset.states.includes(one)) ?? 'new';
}
