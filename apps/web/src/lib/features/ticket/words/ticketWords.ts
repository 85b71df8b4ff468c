import type { RequestType, Urgency } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';

const urgencySentences: Readonly<Record<Urgency, () => string>> = {
  white: m.urgency_white_chip,
  yellow: m.urgency_yellow_chip,
  red: m.urgency_red_chip,
};

/** What an urgency is called where no label stands beside it. */
export function urgencySentence(urgency: Urgency): string {
  return urgencySentences[urgency]();
}

const requestTypes: Readonly<Record<RequestType, () => string>> = {
  assistance: m.request_type_assistance,
  appointment: m.request_type_appointment,
  clarification: m.request_type_clarification,
  anomaly: m.request_type_anomaly,
  request: m.request_type_request,
};

/** What a kind of request is called. */
export function requestTypeName(type: RequestType): string {
  return requestTypes[type]();
}
