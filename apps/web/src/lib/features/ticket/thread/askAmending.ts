import type { Entry } from '@sportello/core';
import { mount, unmount } from 'svelte';
import type { OpenTicket } from '../openTicket.svelte';
import AmendDialog from './AmendDialog.svelte';

/** What an {@link AmendDialog} is about. */
export type AmendingWish = 'correct' | 'withdraw' | 'versions';

/** Opens the dialog about an entry; it goes when it is closed. Fetched when it is wanted. */
export function askAmending(open: OpenTicket, entry: Entry, what: AmendingWish): void {
  const onclose = () => void unmount(dialog);
  const dialog = mount(AmendDialog, { target: document.body, props: { open, entry, what, onclose } });
}
