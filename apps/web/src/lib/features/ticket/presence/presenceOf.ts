import type { Presence } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';

/** What one person is doing. */
export function presenceOf({ kind }: Presence): string {
  if (kind === 'writing') return m.presence_one_writing();
  return kind === 'writing_note' ? m.presence_one_noting() : m.presence_one_viewing();
}
