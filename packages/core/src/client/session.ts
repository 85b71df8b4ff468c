import * as z from 'zod/mini';
import { type Result, refuse } from '../errors.ts';
import { id } from '../fields.ts';

/** Who was signed in. */
export const signedIn = z.object({
  person: id,
  company: z.nullable(id),
  side: z.enum(['customer', 'staff']),
  name: z.string(),
});
export type SignedIn = z.infer<typeof signedIn>;

const answerOf = z.union([
  z.object({ ok: z.literal(true), data: signedIn }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);

/** A session of a program: the cookie it must send, and who it is for. */
export interface ProgramSession {
  readonly cookie: string;
  readonly who: SignedIn;
}

/**
 * Signs in as a program does (bench, chaos, tests): a browser uses the page's form instead.
 * @param url origin of the installation
 * @returns the session, or the refusal (`bad_credentials`, `too_many_attempts`)
 */
export async function signIn(url: string, email: string, password: string): Promise<Result<ProgramSession>> {
  const response = await fetch(new URL('/api/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify({ email, password }),
  });
  const body: unknown = await response.json();
  const answer = answerOf.safeParse(body);
  if (!answer.success) return refuse('protocol_old');
  if (!answer.data.ok) return refuse(response.status === 429 ? 'too_many_attempts' : 'bad_credentials');
  // The session's comes first; the one that makes a device known is for browsers.
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { ok: true, data: { cookie, who: answer.data.data } };
}
