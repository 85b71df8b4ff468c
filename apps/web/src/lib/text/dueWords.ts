import { closesAt, type Due, type Preset, purgesAt, ruleUnits, type Ticket } from '@sportello/core';
import type { Tone } from '$lib/ui/tone';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { clockTime, dayDate, dayKey, shortDuration } from './time.ts';

/** What is promised or will happen by itself, in words, and how pressing it is. */
export interface DueWords {
  readonly text: string;
  readonly tone: Tone;
}

/** A moment as one says it: `oggi 17:40`, `domani 09:30`, `26 novembre 17:40`. */
function whenWords(at: number, now: number): string {
  const time = clockTime(at, getLocale());
  const day = dayKey(at);
  if (day === dayKey(now)) return m.due_today({ time });
  if (day === dayKey(now + ruleUnits.day)) return m.due_tomorrow({ time });
  if (day === dayKey(now - ruleUnits.day)) return m.due_yesterday({ time });
  return `${dayDate(at, now, getLocale())} ${time}`;
}

/** A length of time in two units: `2 gg 4 h`, `4 h 10 min`, `10 min`. */
export function longDuration(milliseconds: number): string {
  const { minute, hour, day } = ruleUnits;
  const [large, small] =
    milliseconds >= day ? [day, hour] : milliseconds >= hour ? [hour, minute] : [minute, 0];
  const first = shortDuration(milliseconds, getLocale());
  const rest = milliseconds % large;
  return small > 0 && rest >= small ? `${first} ${shortDuration(rest, getLocale())}` : first;
}

const promised = {
  take_charge: m.due_take_charge,
  response: m.due_response,
  resolution: m.due_resolution,
} as const;
const late = {
  take_charge: m.due_take_charge_late,
  response: m.due_response_late,
  resolution: m.due_resolution_late,
} as const;

function promiseWords({ clock, at, warnAt, left }: Due, now: number): DueWords {
  if (at === null) {
    const text = (left ?? 0) > 0 ? m.due_paused({ left: longDuration(left ?? 0) }) : m.due_paused_late();
    return { text, tone: 'neutral' };
  }
  const when = whenWords(at, now);
  if (now > at) return { text: late[clock]({ when }), tone: 'red' };
  const isNear = warnAt === null || now >= warnAt;
  return { text: promised[clock]({ when }), tone: isNear ? 'amber' : 'neutral' };
}

/**
 * What is promised on a ticket, or what will happen to it by itself; null when neither.
 * @param now epoch milliseconds
 * @param held whether a hold lets all of it stand still
 */
export function dueWords(ticket: Ticket, preset: Preset, now: number, held = false): DueWords | null {
  if (held) return { text: m.due_held(), tone: 'neutral' };
  if (ticket.due) return promiseWords(ticket.due, now);
  const closing = closesAt(ticket, preset);
  if (closing !== null) {
    const text = closing > now ? m.due_closes({ time: longDuration(closing - now) }) : m.due_closes_soon();
    return { text, tone: closing - now < ruleUnits.day ? 'amber' : 'neutral' };
  }
  const purging = purgesAt(ticket);
  if (purging !== null)
    return { text: m.due_purged({ date: dayDate(purging, now, getLocale()) }), tone: 'neutral' };
  const { reopenDays } = preset.rules;
  if (ticket.state !== 'closed' || ticket.closedAt === null || reopenDays === null) return null;
  const until = ticket.closedAt + reopenDays * ruleUnits.day;
  return until > now
    ? { text: m.due_reopens({ date: dayDate(until, now, getLocale()) }), tone: 'neutral' }
    : null;
}
