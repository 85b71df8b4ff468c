import type * as z from 'zod/mini';

/** Every refusal Sportello can answer, with the HTTP status of its class. Sentences live in the message catalogue. */
export const errorStatus = {
  // what was sent is malformed
  bad_request: 400,
  bad_id: 400,
  unknown_event: 400,
  cursor_invalid: 400,
  type: 422,
  unknown_field: 422,
  empty: 422,
  too_long: 422,
  too_large: 413,
  control_characters: 422,
  malformed: 422,
  too_many_marks: 422,
  required: 422,
  not_allowed_value: 422,
  date_format: 422,
  date_past: 422,
  email_invalid: 422,
  phone_invalid: 422,
  logo_unusable: 422,
  key_missing: 422,
  // who is asking
  unauthenticated: 401,
  bad_credentials: 401,
  too_many_attempts: 429,
  too_many_requests: 429,
  bad_origin: 403,
  forbidden: 403,
  not_found: 404,
  company_changed: 409,
  protocol_old: 409,
  // what the workflow says
  key_reused: 409,
  not_allowed_now: 409,
  already_taken: 409,
  message_required: 422,
  reason_required: 422,
  too_early: 409,
  reopen_expired: 409,
  merged: 409,
  blocking_only_at_birth: 409,
  held: 409,
  unchanged: 409,
  not_own_message: 403,
  message_withdrawn: 410,
  description_stays: 409,
  amend_expired: 409,
  support_has_begun: 409,
  // what is attached
  attachment_empty: 422,
  attachment_too_large: 413,
  attachment_too_many: 422,
  attachment_undescribed: 422,
  attachment_quota: 507,
  stale: 409,
  too_many_views: 409,
  article_incomplete: 409,
  slug_taken: 409,
  slug_stays: 409,
  category_in_use: 409,
  workflow_faulty: 409,
  // what is broken on our side
  search_unavailable: 503,
  store_unavailable: 503,
  going_away: 503,
  storage_full: 507,
  internal: 500,
} as const satisfies Record<string, number>;

/** A stable refusal code. */
export type ErrorCode = keyof typeof errorStatus;

/** A refusal as it travels: a code, the field it concerns and the numbers its sentence needs; never a stack or a path. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly field?: string;
  readonly limit?: number;
  readonly got?: number;
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfter?: number;
  /** Epoch milliseconds from which the act becomes possible. */
  readonly possibleAt?: number;
  /** Correlation id of an internal error, to be told to whoever looks after the installation. */
  readonly correlation?: string;
}

/** The one answer shape of commands and queries. */
export type Result<T> = { readonly ok: true; readonly data: T } | Refusal;

/** Details a refusal may carry beside its code. */
export type RefusalDetails = Omit<Refusal, 'ok' | 'code'>;

/** Thrown inside the server where a rule refuses; turned into a {@link Refusal} at the edge. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code);
    this.refusal = { ok: false, code, ...details };
  }
}

/** A refusal value. */
export function refuse(code: ErrorCode, details: RefusalDetails = {}): Refusal {
  return { ok: false, code, ...details };
}

/** True when a text is one of the stable codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorStatus, text);
}

function numbersOf(issue: z.core.$ZodIssue): { limit?: number; got?: number } {
  const params = issue.code === 'custom' ? issue.params : undefined;
  const limit = params?.['limit'];
  const got = params?.['got'];
  return { ...(typeof limit === 'number' && { limit }), ...(typeof got === 'number' && { got }) };
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (isErrorCode(issue.message)) return issue.message;
  if (issue.code === 'unrecognized_keys') return 'unknown_field';
  if (issue.code === 'invalid_type') return 'type';
  return 'not_allowed_value';
}

/** Where a fault is: the path of field names; of an unknown field its name too, where it can be one. */
function fieldOf(issue: z.core.$ZodIssue): string {
  const unknown =
    issue.code === 'unrecognized_keys'
      ? issue.keys.filter((name) => /^\w{1,40}$/.test(name)).slice(0, 1)
      : [];
  return [...issue.path.map(String), ...unknown].join('.');
}

/**
 * Turns the first fault a schema found into a refusal.
 * @param error what `safeParse` answered; only field names and numbers are copied from it, never values
 */
export function refusalOf(error: z.core.$ZodError): Refusal {
  const issue = error.issues[0];
  if (!issue) return refuse('bad_request');
  const field = fieldOf(issue);
  return refuse(codeOf(issue), { ...(field && { field }), ...numbersOf(issue) });
}
