import { readFile } from 'node:fs/promises';
import { type Side, type State, states } from '@sportello/core';
import * as z from 'zod';
import type { Locale } from '../context.ts';

/** The sentences of the catalogue that mails are made of. */
const keys = [
  'due_resolution',
  'due_resolution_late',
  'due_response',
  'due_response_late',
  'due_take_charge',
  'due_take_charge_late',
  'event_system',
  'hold_call',
  'hold_reason',
  'hold_text',
  'mail_assigned',
  'mail_authorization_button',
  'mail_authorization_lead',
  'mail_button',
  'mail_closing',
  'mail_closing_second',
  'mail_call_made',
  'mail_call_received',
  'mail_callback',
  'mail_callback_when',
  'mail_confirmation_lead',
  'mail_confirmation_second',
  'mail_continues',
  'mail_device_lead',
  'mail_device_remark',
  'mail_device_title',
  'mail_device_unknown',
  'mail_earlier',
  'mail_expected',
  'mail_guessing_lead',
  'mail_guessing_remark',
  'mail_guessing_title',
  'mail_guessing_many_lead',
  'mail_guessing_many_remark',
  'mail_guessing_many_title',
  'mail_held',
  'mail_hold_end_lead',
  'mail_hold_end_title',
  'mail_hold_lead_staff',
  'mail_hold_tickets',
  'mail_hold_tickets_more',
  'mail_hold_title',
  'mail_lead_assigned',
  'mail_lead_breach',
  'mail_lead_closing',
  'mail_lead_customer',
  'mail_lead_due',
  'mail_lead_opened',
  'mail_lead_plan',
  'mail_lead_second',
  'mail_lead_staff',
  'mail_note',
  'mail_notice_button',
  'mail_planned',
  'mail_rate',
  'mail_reason_account',
  'mail_reason_administrator',
  'mail_reason_customer',
  'mail_reason_device',
  'mail_reason_hold',
  'mail_reason_second',
  'mail_reason_staff',
  'mail_released',
  'mail_requester',
  'mail_state',
  'mail_unsubscribe',
  'split_quote',
] as const;
type SentenceKey = (typeof keys)[number];

const stateKeys = states.map((state) => `state_${state}` as const);
/** Support calls some states differently. */
const staffStateKeys = states.map((state) => `state_${state}_staff` as const);

const needed = z.record(z.enum([...keys, ...stateKeys]), z.string());
const staffStates = z.partialRecord(z.enum(staffStateKeys), z.string());

/** The catalogue says far more than mails do. */
const only = (names: readonly string[]) =>
  z
    .record(z.string(), z.unknown())
    .transform((all) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))));
const catalogue = z.intersection(
  only([...keys, ...stateKeys]).pipe(needed),
  only(staffStateKeys).pipe(staffStates),
);

/** What mails say, in one language. */
export interface Sentences {
  /** A sentence with its parameters filled in. */
  say(key: SentenceKey, parameters?: Readonly<Record<string, string | number>>): string;
  /** A state in the words of who reads. */
  state(state: State, side: Side): string;
}

const folder = new URL('../../../../messages/', import.meta.url);

async function readSentences(locale: Locale): Promise<Sentences> {
  const known = catalogue.parse(JSON.parse(await readFile(new URL(`${locale}.json`, folder), 'utf8')));
  return {
    say: (key, parameters = {}) =>
      // One pass: what somebody's name contains is not looked at again.
      known[key].replace(/\{(\w+)\}/gu, (whole, name: string) => String(parameters[name] ?? whole)),
    state: (state, side) => (side === 'staff' && known[`state_${state}_staff`]) || known[`state_${state}`],
  };
}

const read = new Map<Locale, Promise<Sentences>>();

/** The sentences of mails in a language, from the catalogue that the pages speak too; read once. */
export function sentencesIn(locale: Locale): Promise<Sentences> {
  const sentences = read.get(locale) ?? readSentences(locale);
  read.set(locale, sentences);
  return sentences;
}
