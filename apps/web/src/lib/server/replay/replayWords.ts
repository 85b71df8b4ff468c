import type { Preset, TimedRule } from '@sportello/core';
import type { Act, CastName, Told } from '@sportello/domain';
import * as m from '../../paraglide/messages.js';
import { priorityWord, stateWord, urgencyWord } from '../../text/ticketWords.ts';

const castWords: Readonly<Record<CastName, () => string>> = {
  customer: m.replay_who_customer,
  lowProfile: m.replay_who_low_profile,
  companyAdministrator: m.replay_who_company_administrator,
  operator: m.replay_who_operator,
  colleague: m.replay_who_colleague,
  supervisor: m.replay_who_supervisor,
  collaborator: m.replay_who_collaborator,
};

/** Somebody of the cast of scenarios, in words; null for another name. */
export function castWord(name: string): string | null {
  const known: Readonly<Record<string, (() => string) | undefined>> = castWords;
  return Object.hasOwn(castWords, name) ? (known[name]?.() ?? null) : null;
}

/** What somebody does, or tries to do, in words that follow their name. */
export function actWords(act: Act, { names }: Pick<Preset, 'names'>, who: (name: string) => string): string {
  switch (act.do) {
    case 'open':
      return m.replay_did_open();
    case 'write':
      return act.move
        ? m.replay_did_write_move({ state: stateWord(act.move.to, 'staff', names) })
        : m.replay_did_write();
    case 'note':
      return m.replay_did_note();
    case 'settle':
      return act.needed ? m.replay_did_unsettle() : m.replay_did_settle();
    case 'move':
      return m.replay_did_move({ state: stateWord(act.move.to, 'staff', names) });
    case 'take':
      return m.replay_did_take();
    case 'give':
      return act.to === null ? m.replay_did_put_back() : m.replay_did_give({ who: who(act.to) });
    case 'call':
      return m.replay_did_call({ who: who(act.to) });
    case 'prioritise':
      return m.replay_did_prioritise({ priority: priorityWord(act.priority) });
    case 'urgency':
      return act.urgency === null
        ? m.replay_did_urgency_none()
        : m.replay_did_urgency({ urgency: urgencyWord(act.urgency) });
    case 'holdTicket':
      return m.replay_did_hold_ticket();
    case 'releaseTicket':
      return m.replay_did_release_ticket();
    case 'hold':
      return m.replay_did_hold();
    case 'release':
      return m.replay_did_release();
  }
}

const rules: Readonly<Record<TimedRule, () => string>> = {
  resumed: m.event_resumed_after_hold,
  left_behind: m.replay_rule_left_behind,
  plan_reached: m.replay_rule_plan_reached,
  closing_soon: m.replay_rule_closing_soon,
  auto_close: m.replay_rule_auto_close,
  purge: m.replay_rule_purge,
  due_soon: m.replay_rule_due_soon,
  breach: m.replay_rule_breach,
};

/** What happens by itself, in words. */
export const ruleWords = (rule: TimedRule): string => rules[rule]();

const reasons: Readonly<Record<Told['reason'], () => string>> = {
  confirmation: m.replay_reason_confirmation,
  authorization: m.replay_reason_authorization,
  opened: m.replay_reason_opened,
  assigned: m.replay_reason_assigned,
  closing: m.replay_reason_closing,
  due: m.replay_reason_due,
  planReached: m.replay_reason_plan_reached,
  news: m.replay_reason_news,
};

/** Why somebody gets a mail, in a word or two. */
export const reasonWords = (reason: Told['reason']): string => reasons[reason]();

const titles: Readonly<Record<string, () => string>> = {
  full_everything: m.scenario_full_everything,
  full_forgotten: m.scenario_full_forgotten,
  acut_authorised: m.scenario_acut_authorised,
  acut_refused: m.scenario_acut_refused,
  acut_withdrawn: m.scenario_acut_withdrawn,
  acut_reopened: m.scenario_acut_reopened,
  nts_worked: m.scenario_nts_worked,
  nts_closed_by_customer: m.scenario_nts_closed_by_customer,
  nts_reopened: m.scenario_nts_reopened,
  terasoft_anomaly: m.scenario_terasoft_anomaly,
  terasoft_clarification: m.scenario_terasoft_clarification,
  terasoft_comment: m.scenario_terasoft_comment,
  terasoft_held: m.scenario_terasoft_held,
  terasoft_held_ticket: m.scenario_terasoft_held_ticket,
  terasoft_discarded: m.scenario_terasoft_discarded,
  terasoft_withdrawn: m.scenario_terasoft_withdrawn,
  terasoft_thanks: m.scenario_terasoft_thanks,
  nts_thanks: m.scenario_nts_thanks,
  esseci_forwarded: m.scenario_esseci_forwarded,
  esseci_reopened: m.scenario_esseci_reopened,
  tustena_silent: m.scenario_tustena_silent,
  tustena_confirmed: m.scenario_tustena_confirmed,
  tustena_collaborating: m.scenario_tustena_collaborating,
};

/** What a scenario is about. */
export const scenarioWords = (code: string): string => titles[code]?.() ?? code;
