/** What a client may send about searching. */
import * as z from 'zod/mini';

/** Longest search that is worth remembering when it finds nothing. */
const MISS_LIMIT = 1_000;

/** What somebody stopped typing, to find nothing. */
export const missInput = z.strictObject({
  q: z.string({ error: 'type' }).check(z.maxLength(MISS_LIMIT, { error: 'too_large' })),
});
