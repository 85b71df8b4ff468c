import { mount, unmount } from 'svelte';
import type { OpenTicket } from '../openTicket.svelte';
import DescribeDialog from './DescribeDialog.svelte';

/** Opens the dialog about title and topic; it goes when it is closed. Fetched when it is wanted. */
export function askDescribing(open: OpenTicket): void {
  const onclose = () => void unmount(dialog);
  const dialog = mount(DescribeDialog, { target: document.body, props: { open, onclose } });
}
