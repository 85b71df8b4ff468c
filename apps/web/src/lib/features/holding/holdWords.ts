/** What people read of a hold and whom they call, as it is typed. */
export interface HoldWordsInput {
  readonly text: string;
  readonly callWhom: string;
}

/** What was sent or is stored; what is not there is empty. */
export function readHoldWords(
  words: { readonly text?: unknown; readonly callWhom?: unknown } | null | undefined,
): HoldWordsInput {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { text: text(words?.text), callWhom: text(words?.callWhom) };
}
