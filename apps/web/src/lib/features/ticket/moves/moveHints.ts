import type { Closure, State } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import type { MoveChoice } from './moves.ts';

// Apart from the names: the page carries those from the start, and these come with the dialog.

const endings: Readonly<Partial<Record<Closure, () => string>>> = {
  solved: m.move_closed_hint,
  confirmed: m.move_confirm_hint,
  closed_by_customer: m.move_close_hint,
  withdrawn: m.move_withdraw_hint,
  duplicate: m.move_duplicate_hint,
  out_of_scope: m.move_out_of_scope_hint,
  authorization_refused: m.move_refuse_hint,
};
const steps: Readonly<Partial<Record<State, () => string>>> = {
  waiting_customer: m.move_waiting_customer_hint,
  resolved: m.move_resolved_hint,
};

/** What a move means for the other side; empty where its name says it all. `from`: the state it leaves. */
export function moveHint({ to, closure }: Pick<MoveChoice, 'to' | 'closure'>, from: State): string {
  if (from === 'authorization' && to === 'new') return m.move_authorize_hint();
  return (closure ? endings[closure] : steps[to])?.() ?? '';
}
