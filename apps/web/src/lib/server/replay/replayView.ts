import type { Preset, Ticket } from '@sportello/core';
import { mailSubject, type Replayed, type Step } from '@sportello/domain';
import type { ReplayView, ShownStep, Standing } from '../../features/workflow/replay/shownReplay.ts';
import * as m from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { dueWords } from '../../text/dueWords.ts';
import { errorSentence } from '../../text/errorSentence.ts';
import { stateTone, ticketStateWord } from '../../text/ticketWords.ts';
import { clockTime, weekdayDate } from '../../text/time.ts';
import { actWords, castWord, reasonWords, ruleWords } from './replayWords.ts';

function standingOf(ticket: Ticket | null, held: boolean, preset: Preset, now: number): Standing | null {
  if (!ticket) return null;
  if (held) {
    const word = { word: m.state_held(), tone: 'red' } as const;
    return { staff: word, customer: word, due: null };
  }
  const sideOf = (side: 'staff' | 'customer') => ({
    word: ticketStateWord(ticket, side, preset.names, now),
    tone: stateTone(ticket.state, side),
  });
  return { staff: sideOf('staff'), customer: sideOf('customer'), due: dueWords(ticket, preset, now) };
}

/**
 * A replay as its page shows it.
 * @param nameOf names of real people by id
 */
export function replayView(
  played: Replayed,
  preset: Preset,
  nameOf: (person: string) => string | undefined,
): ReplayView {
  const { clock, first, last, steps, later, coming, ticket, held, real, moments, people } = played;
  const when = (at: number): string =>
    `${weekdayDate(at, clock, getLocale())}, ${clockTime(at, getLocale())}`;
  const who = (name: string): string =>
    castWord(name) ?? nameOf(people[name] ?? name) ?? m.replay_who_unknown();
  const shown = ({ at, act, rule, refusal, told, entry, ...after }: Step): ShownStep => {
    const standing = standingOf(after.ticket, after.held, preset, at);
    return {
      at,
      when: when(at),
      who: act ? who(act.by) : m.replay_who_nobody(),
      did: act ? actWords(act, preset, who) : rule ? ruleWords(rule) : '',
      refusal: refusal ? errorSentence(refusal) : null,
      standing,
      isMove:
        entry?.changes.state !== undefined ||
        entry?.changes.hold !== undefined ||
        act?.do === 'hold' ||
        act?.do === 'release',
      mails: told.map((one) => ({
        text: m.replay_mail({ who: who(one.who), reason: reasonWords(one.reason) }),
        subject: after.ticket ? mailSubject(after.ticket) : '',
      })),
    };
  };
  const differs = real !== null && real.state !== ticket?.state;
  return {
    clock,
    when: when(clock),
    first,
    last,
    steps: steps.map(shown).reverse(),
    later: later.map((act) => ({
      at: act.at,
      when: when(act.at),
      who: who(act.by),
      did: actWords(act, preset, who),
    })),
    coming: held
      ? []
      : coming.map(({ at, rule }) => ({ when: when(Math.max(at, clock)), did: ruleWords(rule) })),
    now: standingOf(ticket, held, preset, clock),
    held,
    real: differs ? m.replay_real({ state: ticketStateWord(real, 'staff', preset.names, clock) }) : null,
    moments,
  };
}
