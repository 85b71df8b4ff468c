import { error, redirect } from '@sveltejs/kit';
import { preferencesForm, sameOriginPath, writePreferences } from '$lib/server/preferences';
import type { RequestHandler } from './$types';

/** Remembers theme, side menu and language on this device, and goes back: a plain form, so it needs no script. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = preferencesForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) error(422);
  writePreferences(cookies, form.data);
  redirect(303, sameOriginPath(form.data.back, url.origin));
};
