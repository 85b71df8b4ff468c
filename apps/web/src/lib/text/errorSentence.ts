import type { ErrorCode, RefusalDetails } from '@sportello/core';
import * as m from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { byteSize } from './byteSize.ts';
import { clockTime, waitingTime } from './time.ts';

/** A refusal as it arrives: its code, which may be newer than this page, and the numbers its sentence needs. */
export type RefusalLike = RefusalDetails & { readonly code: string };

/** Long enough that nobody hammers, when the server did not say. */
const usualWaitMs = 30_000;

const wait = ({ retryAfter = usualWaitMs }: RefusalDetails) => waitingTime(retryAfter, getLocale());

function tooLong({ limit, got }: RefusalDetails): string {
  const numbers = new Intl.NumberFormat(getLocale());
  const show = (value: number | undefined) => (value === undefined ? '—' : numbers.format(value));
  return m.error_too_long({ limit: show(limit), got: show(got) });
}

/** Named one by one, so that a missing sentence does not compile and the rest of the catalogue is not carried along. */
const sentences: Readonly<Record<ErrorCode, (details: RefusalDetails) => string>> = {
  article_incomplete: () => m.error_article_incomplete(),
  slug_taken: () => m.error_slug_taken(),
  slug_stays: () => m.error_slug_stays(),
  already_taken: () => m.error_already_taken(),
  amend_expired: ({ limit = 15 }) => m.error_amend_expired({ limit }),
  attachment_empty: () => m.error_attachment_empty(),
  attachment_quota: () => m.error_attachment_quota(),
  attachment_too_large: ({ limit = 0 }) =>
    m.error_attachment_too_large({ limit: byteSize(limit, getLocale()) }),
  attachment_too_many: ({ limit = 0 }) =>
    m.error_attachment_too_many({ limit: new Intl.NumberFormat(getLocale()).format(limit) }),
  attachment_undescribed: () => m.error_attachment_undescribed(),
  bad_credentials: () => m.error_bad_credentials(),
  bad_id: () => m.error_bad_id(),
  bad_origin: () => m.error_bad_origin(),
  bad_request: () => m.error_bad_request(),
  blocking_only_at_birth: () => m.error_blocking_only_at_birth(),
  category_in_use: ({ got = 0 }) => m.error_category_in_use({ count: got }),
  company_changed: () => m.error_company_changed(),
  control_characters: () => m.error_control_characters(),
  cursor_invalid: () => m.error_cursor_invalid(),
  date_format: () => m.error_date_format(),
  date_past: () => m.error_date_past(),
  email_invalid: () => m.error_email_invalid(),
  description_stays: () => m.error_description_stays(),
  empty: () => m.error_empty(),
  forbidden: () => m.error_forbidden(),
  going_away: () => m.error_going_away(),
  held: () => m.error_held(),
  internal: ({ correlation }) =>
    correlation ? m.error_internal_reference({ correlation }) : m.error_internal(),
  key_missing: () => m.error_key_missing(),
  key_reused: () => m.error_key_reused(),
  logo_unusable: () => m.error_logo_unusable(),
  malformed: () => m.error_malformed(),
  message_withdrawn: () => m.error_message_withdrawn(),
  message_required: () => m.error_message_required(),
  not_allowed_now: () => m.error_not_allowed_now(),
  not_allowed_value: () => m.error_not_allowed_value(),
  not_found: () => m.error_not_found(),
  phone_invalid: () => m.error_phone_invalid(),
  not_own_message: () => m.error_not_own_message(),
  protocol_old: () => m.error_protocol_old(),
  reason_required: () => m.error_reason_required(),
  merged: () => m.error_merged(),
  reopen_expired: () => m.error_reopen_expired(),
  required: () => m.error_required(),
  search_unavailable: () => m.error_search_unavailable(),
  stale: () => m.error_stale(),
  storage_full: () => m.error_storage_full(),
  store_unavailable: () => m.error_store_unavailable(),
  support_has_begun: () => m.error_support_has_begun(),
  too_early: ({ possibleAt = 0 }) => m.error_too_early({ time: clockTime(possibleAt, getLocale()) }),
  too_large: () => m.error_too_large(),
  too_long: tooLong,
  too_many_attempts: (details) => m.error_too_many_attempts({ wait: wait(details) }),
  too_many_marks: () => m.error_too_many_marks(),
  too_many_views: ({ limit = 20 }) => m.error_too_many_views({ limit }),
  too_many_requests: (details) => m.error_too_many_requests({ wait: wait(details) }),
  type: () => m.error_type(),
  workflow_faulty: () => m.error_workflow_faulty(),
  unauthenticated: () => m.error_unauthenticated(),
  unchanged: () => m.error_unchanged(),
  unknown_event: () => m.error_unknown_event(),
  unknown_field: () => m.error_unknown_field(),
};

const known: Readonly<Record<string, (details: RefusalDetails) => string>> = sentences;

/** What a refusal says to the reader, in the reader's language; a code without a sentence is named in a general one. */
export function errorSentence(refusal: RefusalLike): string {
  const sentence = Object.hasOwn(known, refusal.code) ? known[refusal.code] : undefined;
  return sentence ? sentence(refusal) : m.error_unknown({ code: refusal.code });
}
