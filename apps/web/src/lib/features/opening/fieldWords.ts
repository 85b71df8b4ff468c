import type { FieldSetting, FormField } from '@sportello/core/openingForm';
import * as m from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

const usual: Readonly<Record<FormField, () => string>> = {
  installation: m.opening_installation,
  requestType: m.opening_request_type,
  title: m.opening_title,
  description: m.opening_description,
  attachments: m.opening_attachments,
  topic: m.opening_category,
  module: m.opening_module,
  priority: m.opening_priority,
  importance: m.opening_importance,
  contactName: m.opening_contact_name,
  preference: m.opening_preference,
  phone: m.opening_phone,
  email: m.opening_email,
  technician: m.opening_technician,
};

/** What a field is called where the installation says nothing else. */
export function usualFieldName(field: FormField): string {
  return usual[field]();
}

/** What a field is called, in the reader's language. */
export function fieldName({ field, name }: Pick<FieldSetting, 'field' | 'name'>): string {
  return name?.[getLocale()] || usualFieldName(field);
}
