import type { Need, PresetCode, Transition, WorkflowFault } from '@sportello/core';
import * as m from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

const presetNames: Readonly<Record<PresetCode, () => string>> = {
  full: m.workflow_preset_full,
  acut: () => 'ACUT',
  nts: () => 'NTS',
  terasoft: () => 'Terasoft',
  esseci: () => 'Esseci',
  tustena: () => 'Tustena',
};
const presetHints: Readonly<Record<PresetCode, () => string>> = {
  full: m.workflow_preset_full_hint,
  acut: m.workflow_preset_acut_hint,
  nts: m.workflow_preset_nts_hint,
  terasoft: m.workflow_preset_terasoft_hint,
  esseci: m.workflow_preset_esseci_hint,
  tustena: m.workflow_preset_tustena_hint,
};

/** Name of a workflow one may begin with, and what is particular about it. */
export const presetWords = (code: PresetCode): { name: string; hint: string } => ({
  name: presetNames[code](),
  hint: presetHints[code](),
});

const actorWords: Readonly<Record<Transition['by'][number], () => string>> = {
  C: m.workflow_by_customer,
  CA: m.workflow_by_company_administrator,
  O: m.workflow_by_operator,
  S: m.workflow_by_supervisor,
  T: m.workflow_by_timer,
};
const needWords: Readonly<Record<Need, () => string>> = {
  message: m.workflow_need_message,
  reason: m.workflow_need_reason,
  vendor: m.workflow_need_vendor,
  future_date: m.workflow_need_future_date,
  duplicate_of: m.workflow_need_duplicate_of,
  minimum_age: m.workflow_need_minimum_age,
  reopen_window: m.workflow_need_reopen_window,
  own_while_gated: m.workflow_need_own_while_gated,
  unanswered: m.workflow_need_unanswered,
  not_clarification: m.workflow_need_not_clarification,
};

const list = (words: readonly string[], type: 'disjunction' | 'conjunction'): string =>
  new Intl.ListFormat(getLocale(), { type }).format(words);

/** Who goes a way, and what they need for it. */
export function wayWords({ by, needs }: Pick<Transition, 'by' | 'needs'>): { who: string; needs: string } {
  return {
    who: list(
      by.map((actor) => actorWords[actor]()),
      'disjunction',
    ),
    needs: list(
      needs.map((need) => needWords[need]()),
      'conjunction',
    ),
  };
}

/** What is wrong with a workflow, as a sentence about one of its states. */
export function faultWords(kind: WorkflowFault['kind'], state: string): string {
  switch (kind) {
    case 'unreachable':
      return m.workflow_fault_unreachable({ state });
    case 'dead_end':
      return m.workflow_fault_dead_end({ state });
    case 'never_ends':
      return m.workflow_fault_never_ends({ state });
    case 'lacks':
      return m.workflow_fault_lacks({ state });
  }
}
