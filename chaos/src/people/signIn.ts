import { setTimeout as delay } from 'node:timers/promises';
import { type ProgramSession, signIn } from '@sportello/core/client';

/** Milliseconds after which nobody tries any longer. */
const PATIENCE = 60_000;

/**
 * Signs in, again and again while the installation is away.
 * @throws when it is refused for good or nobody answers for a minute
 */
export async function signInPatiently(url: string, email: string, password: string): Promise<ProgramSession> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const answer = await signIn(url, email, password).catch(() => null);
    if (answer?.ok) return answer.data;
    if (Date.now() > until) throw new Error(`${email} cannot sign in: ${answer?.code ?? 'nobody answers'}`);
    await delay(200);
  }
}
