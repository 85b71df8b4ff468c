import type { Environment, Installation } from '@sportello/domain';
import { catchingPostman } from './catcher.ts';
import type { Postman } from './postman.ts';

/** The way mails leave, as the settings say; null where there is none, and they are kept. */
export async function openPostman(env: Environment, installation: Installation): Promise<Postman | null> {
  if (!env.SMTP_URL || !env.MAIL_FROM) return env.DEMO ? catchingPostman(installation) : null;
  // Only who sends mails loads what that takes.
  const { smtpPostman } = await import('./smtp.ts');
  return smtpPostman(env.SMTP_URL, env.MAIL_FROM, installation.now);
}
