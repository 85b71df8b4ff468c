import { id } from '@sportello/core';
import { error, redirect } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** Makes another company of the person the one the session works for, on every node and in every window. */
export const POST: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const company = id.safeParse((await event.request.formData()).get('company'));
  if (!company.success || !(await installation.identity.switchCompany(context, company.data)))
    error(404, 'not_found');
  redirect(303, '/');
};
