import { errorStatus } from '@sportello/core';
import { changeLogo, mailStanding, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readSender } from '$lib/features/mailing/senderForm';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** Whom mails come from; who may not change it is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const standing = await mailStanding(installation, context);
  if (!standing) error(404);
  return { breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_mail() }], ...standing };
};

export const actions: Actions = {
  sender: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const typed = readSender(form);
    const answer = await run(installation, context, 'mail.change', {
      revision: Number(form.get('revision')),
      senderName: typed.name === '' ? null : typed.name,
      senderAddress: typed.address === '' ? null : typed.address,
    });
    if (!answer.ok)
      return fail(errorStatus[answer.code], { about: 'sender' as const, refusal: answer, typed });
    return { about: 'sender' as const, refusal: null, typed: null };
  },
  logo: async (event) => {
    const { installation, context } = signedIn(event);
    const file = (await event.request.formData()).get('file');
    const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
    return aboutLogo(await changeLogo(installation, context, bytes));
  },
  removeLogo: async (event) => {
    const { installation, context } = signedIn(event);
    return aboutLogo(await changeLogo(installation, context, null));
  },
};

function aboutLogo(answer: Awaited<ReturnType<typeof changeLogo>>) {
  const about = 'logo' as const;
  if (!answer.ok) return fail(errorStatus[answer.code], { about, refusal: answer, typed: null });
  return { about, refusal: null, typed: null };
}
