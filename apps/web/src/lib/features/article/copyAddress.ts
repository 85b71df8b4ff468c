import * as m from '$lib/paraglide/messages';
import { showToast } from '$lib/ui/feedback/toast';

/** Copies an address and says so; a browser that forbids it still lets the reader take it from what is shown. */
export async function copyAddress(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    await showToast(m.faq_link_copied(), { tone: 'success' });
  } catch {
    await showToast(address, { duration: Number.POSITIVE_INFINITY });
  }
}
