import {
  cleanLine,
  cleanText,
  ERROR_TEXT_LIMIT,
  firstCharacters,
  MESSAGE_LIMIT,
  NAME_LIMIT,
  TITLE_LIMIT,
} from '@sportello/core';
import { z } from 'zod';
import type { LinkedOpening } from '../features/opening/openingPage.ts';

/** What a field of the link holds, cleaned: what is too long is cut, what cannot be a text is left out. */
function told(limit: number, clean: typeof cleanLine = cleanLine) {
  return z
    .string()
    .transform((raw) => {
      const text = raw
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is left out
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu, '')
        .replace(/(\p{M}{4})\p{M}+/gu, '$1')
        .trim();
      const first = firstCharacters(text, limit);
      const cleaned = clean(first, limit);
      return cleaned.ok ? { text: cleaned.text, cut: first.length < text.length } : undefined;
    })
    .optional();
}

/** `/tickets/new?program=…&screen=…&version=…&error=…&title=…&description=…`; whatever else is named there is ignored. */
const deepLink = z.object({
  program: told(NAME_LIMIT),
  screen: told(NAME_LIMIT),
  version: told(NAME_LIMIT),
  error: told(ERROR_TEXT_LIMIT),
  title: told(TITLE_LIMIT),
  description: told(MESSAGE_LIMIT, cleanText),
});

/** What another program says in the address that opens the form; see docs/DEEP-LINK.md. */
export function readDeepLink(query: URLSearchParams): LinkedOpening {
  // Of a name that is there twice the first one counts.
  const fields = Object.fromEntries([...query].reverse());
  const parsed = deepLink.safeParse(fields);
  if (!parsed.success) return { values: {}, cut: [] };
  const values: { -readonly [F in keyof LinkedOpening['values']]: string } = {};
  const cut: (keyof LinkedOpening['values'])[] = [];
  for (const field of deepLink.keyof().options) {
    const one = parsed.data[field];
    if (one === undefined) continue;
    values[field] = one.text;
    if (one.cut) cut.push(field);
  }
  return { values, cut };
}
