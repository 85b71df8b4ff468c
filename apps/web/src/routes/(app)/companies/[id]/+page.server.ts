import { errorStatus } from '@sportello/core';
import { companyToHold, run } from '@sportello/domain';
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** A company and its hold; who may not set one is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const company = await companyToHold(installation, context, event.params.id);
  if (!company) error(404);
  const { holdWords } = await installation.settings();
  return {
    breadcrumbs: [{ label: m.menu_companies(), href: '/companies' }, { label: company.name }],
    company,
    words: { text: holdWords?.text ?? '', callWhom: holdWords?.callWhom ?? '' },
  };
};

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '');

async function release(event: RequestEvent<{ id: string }>) {
  const { installation, context } = signedIn(event);
  const reason = textOf(await event.request.formData(), 'reason');
  const answer = await run(installation, context, 'company.release', { company: event.params.id, reason });
  if (!answer.ok && answer.code !== 'unchanged')
    return fail(errorStatus[answer.code], { refusal: answer, typed: { reason, text: '', callWhom: '' } });
  redirect(303, `/companies/${event.params.id}`);
}

async function hold(event: RequestEvent<{ id: string }>) {
  const { installation, context } = signedIn(event);
  const form = await event.request.formData();
  const typed = {
    reason: textOf(form, 'reason'),
    text: textOf(form, 'text'),
    callWhom: textOf(form, 'callWhom'),
  };
  const answer = await run(installation, context, 'company.hold', {
    company: event.params.id,
    reason: typed.reason,
    ...(typed.text.trim() && { text: typed.text }),
    ...(typed.callWhom.trim() && { callWhom: typed.callWhom }),
  });
  if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
  redirect(303, `/companies/${event.params.id}`);
}

export const actions: Actions = { hold, release };
