import { can } from '@sportello/core';
import { newId } from '@sportello/models';
import { error, redirect } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** A sheet of paper with a name of its own, so that what is written there is there once however often it is sent. */
export const GET: RequestHandler = (event) => {
  const { context } = signedIn(event);
  if (!can(context.principal, 'article.write')) error(404);
  // What it begins with, if anything, goes on to the sheet.
  const search = new URLSearchParams([['new', ''], ...event.url.searchParams]);
  redirect(303, `/articles/${newId()}?${search}`);
};
