import type { RefusalLike } from '$lib/text/errorSentence';

/** What the sign-in action answers when it refuses (`fail(status, …)`): why, and the e-mail as it was typed. */
export type SignInFailure = RefusalLike & { readonly email?: string };

/** Accounts of a demo installation, offered on the sign-in page. */
export interface DemoAccounts {
  password: string;
  people: { name: string; email: string; role: string }[];
}
