import type { ClientInit, HandleClientError } from '@sveltejs/kit';
import { fetchMessageFiles } from '$lib/features/attachment/messageFiles.svelte';
import { assertIsLocale, overwriteGetLocale } from '$lib/paraglide/runtime';

/** The language is the page's: what the server rendered is what hydration and later navigation speak. */
export const init: ClientInit = async () => {
  const locale = assertIsLocale(document.documentElement.lang);
  overwriteGetLocale(() => locale);
  if (document.querySelector('[data-files]')) await fetchMessageFiles();
};

/** A failure in the browser gets a reference too, found in the console. Not a UUID: plain http has no crypto for it. */
export const handleError: HandleClientError = ({ error }) => {
  const correlationId = `b-${Date.now().toString(36)}`;
  // biome-ignore lint/suspicious/noConsole: the browser has no other log, and support asks for it.
  console.error(correlationId, error);
  return { message: correlationId, correlationId };
};
