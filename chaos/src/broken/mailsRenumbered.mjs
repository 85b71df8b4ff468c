/**
 * Loaded before a process of ours (`node --import`), it breaks it: a mail has another number at every try, so that nobody
 * can tell a repeat from another mail. Plain JavaScript, since it runs in the built process.
 */
import { randomUUID } from 'node:crypto';

const { MailSeal } = await import(
  new URL('../../../packages/domain/dist/mail/seal.js', import.meta.url).href
);

MailSeal.prototype.mark = () => randomUUID();
