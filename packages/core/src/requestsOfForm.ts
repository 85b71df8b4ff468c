/** What an administrator may send to change the form of a new ticket. */
import * as z from 'zod/mini';
import { requestType, requestTypes } from './entities.ts';
import { line, position, STATE_NAME_LIMIT } from './fields.ts';
import { formFields, isFilled, isSolid } from './openingForm.ts';
import { presetCodes } from './workflow/table.ts';

/** A name in one language; empty: the usual one there. */
const name = z.union([z.literal(''), line(STATE_NAME_LIMIT)]);
const yesOrNo = z.boolean({ error: 'type' });

const fieldSetting = z.strictObject({
  field: z.enum(formFields, { error: 'not_allowed_value' }),
  shown: yesOrNo,
  mandatory: yesOrNo,
  name: z.nullable(z.strictObject({ it: name, en: name })),
});

/** Every field once, in order; without title and description there is no ticket. */
const fields = z.array(fieldSetting, { error: 'type' }).check(
  z.length(formFields.length, { error: 'not_allowed_value' }),
  z.refine((all) => new Set(all.map(({ field }) => field)).size === all.length, {
    error: 'not_allowed_value',
  }),
  z.refine((all) => all.every(({ field, shown, mandatory }) => !isSolid(field) || (shown && mandatory)), {
    error: 'required',
  }),
  z.refine((all) => all.every(({ field, mandatory }) => !isFilled(field) || !mandatory), {
    error: 'not_allowed_value',
  }),
);

/** The form as an installation wants it with one of the workflows; null: as that workflow brings it. */
export const formChange = z.strictObject({
  revision: position,
  /** The workflow that it belongs to; that in force when missing. */
  preset: z.optional(z.enum(presetCodes, { error: 'not_allowed_value' })),
  form: z.nullable(
    z.strictObject({
      fields,
      requestTypes: z.array(requestType, { error: 'type' }).check(
        z.minLength(1, { error: 'required' }),
        z.maxLength(requestTypes.length, { error: 'too_large' }),
        z.refine((all) => new Set(all).size === all.length, { error: 'not_allowed_value' }),
      ),
    }),
  ),
});
