/** Whom mails come from, as it is typed; empty: as the process is set. */
export interface SenderInput {
  readonly name: string;
  readonly address: string;
}

/** What was sent, with script or without. */
export function readSender(form: FormData): SenderInput {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return { name: text('name'), address: text('address') };
}
