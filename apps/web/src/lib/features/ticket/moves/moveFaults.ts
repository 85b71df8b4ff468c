import { cleanText, MESSAGE_LIMIT, type Need, type Refusal, refuse } from '@sportello/core';
import type { RefusalLike } from '../../../text/errorSentence.ts';
import { type MoveChoice, type MoveFields, moveInput } from './moves.ts';

/** A field of the form that moves a ticket: the choice itself, the message, or one of its details. */
export type MoveField = 'to' | 'message' | keyof MoveFields;

/** The field of the form behind each name that the commands' refusals use; `ticket.reply` puts the move inside. */
const fieldNames: Readonly<Record<string, MoveField>> = {
  to: 'to',
  message: 'message',
  body: 'message',
  reason: 'reason',
  vendor: 'vendorName',
  'vendor.name': 'vendorName',
  'vendor.reference': 'vendorReference',
  plannedFor: 'day',
  duplicateOf: 'duplicateOf',
};

/** The field of the form that a refusal is about; null when it is about none of them. */
export function moveFieldOf({ field = '' }: RefusalLike): MoveField | null {
  const name = field.replace(/^move\./u, '');
  return Object.hasOwn(fieldNames, name) ? (fieldNames[name] ?? null) : null;
}

function messageFault(message: string): Refusal | null {
  const cleaned = cleanText(message, MESSAGE_LIMIT);
  if (cleaned.ok) return null;
  const { ok: _, code, ...numbers } = cleaned;
  return refuse(code === 'empty' ? 'message_required' : code, { ...numbers, field: 'message' });
}

const faults: Readonly<Partial<Record<Need, (message: string, fields: MoveFields) => Refusal | null>>> = {
  message: messageFault,
  reason: (_, { reason }) => (reason.trim() ? null : refuse('reason_required', { field: 'reason' })),
  vendor: (_, { vendorName, vendorReference }) => {
    if (!vendorName.trim()) return refuse('required', { field: 'vendor.name' });
    return vendorReference.trim() ? null : refuse('required', { field: 'vendor.reference' });
  },
  future_date: (_, fields) => {
    if (!fields.day) return refuse('required', { field: 'plannedFor' });
    const { plannedFor } = moveInput({ to: 'planned', needs: ['future_date'] }, fields);
    return plannedFor === undefined ? refuse('date_format', { field: 'plannedFor' }) : null;
  },
  duplicate_of: (_, fields) => {
    if (!fields.duplicateOf.trim()) return refuse('required', { field: 'duplicateOf' });
    const { duplicateOf } = moveInput({ to: 'discarded', needs: ['duplicate_of'] }, fields);
    return duplicateOf === undefined ? refuse('malformed', { field: 'duplicateOf' }) : null;
  },
};

/** What a move still lacks, as a refusal that names its field; null when it can be sent. */
export function moveFault(
  choice: Pick<MoveChoice, 'needs'> | undefined,
  message: string,
  fields: MoveFields,
): Refusal | null {
  if (!choice) return refuse('required', { field: 'to' });
  for (const need of choice.needs) {
    const fault = faults[need]?.(message, fields);
    if (fault) return fault;
  }
  return null;
}
