import { can, errorStatus, type Refusal, refuse } from '@sportello/core';
import { formOf } from '@sportello/core/openingForm';
import { installationChoices, run } from '@sportello/domain';
import { fail, redirect } from '@sveltejs/kit';
import {
  faultsOf,
  fieldOf,
  inputOf,
  type OpeningFaults,
  type OpeningValues,
  readFiles,
  readOpening,
} from '$lib/features/opening/openingForm';
import type { OpeningFailure } from '$lib/features/opening/openingPage';
import { topicsOf } from '$lib/features/ticket/words/topics';
import * as m from '$lib/paraglide/messages';
import { attachmentsOf, readForm } from '$lib/server/formWithFiles';
import { openingPage } from '$lib/server/opening';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** Everything the form shows before anything is typed, and the key that makes sending it twice harmless. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const breadcrumbs = [{ label: m.menu_tickets(), href: '/tickets' }, { label: m.menu_new_ticket() }];
  if (!can(context.principal, 'ticket.open')) return { breadcrumbs, opening: null };
  return { breadcrumbs, opening: await openingPage(installation, context, event.url.searchParams) };
};

/** What the page gets back when nothing was opened: why, and everything that was typed. */
function refused(
  values: OpeningValues,
  files: OpeningFailure['files'],
  faults: OpeningFaults,
  refusal: Refusal | null,
) {
  const [first] = Object.values(faults);
  const status = errorStatus[(refusal ?? first)?.code ?? 'bad_request'];
  return fail(status, { values, files, faults, refusal });
}

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const posted = await readForm(event);
    const { form } = posted;
    const values = readOpening(form);
    const forOthers = context.principal.side === 'staff';
    const settings = await installation.settings();
    const shape = { topics: topicsOf(settings, context.locale), form: formOf(settings), forOthers };
    const actingFor = form.get('actingFor');
    // Written for one company, it must not go to another that its writer has switched to meanwhile in another window.
    if (typeof actingFor === 'string' && actingFor !== (context.principal.company ?? ''))
      return refused(values, posted.files, {}, refuse('company_changed'));
    if (posted.refusal) return refused(values, posted.files, {}, posted.refusal);
    const attachments = attachmentsOf(posted.files) ?? readFiles(form);
    const products = await installationChoices(installation, context);
    const own = forOthers ? products.filter(({ company }) => company === values.company) : products;
    const faults = faultsOf(
      values,
      { ...shape, hasNoInstallation: own.length === 0 },
      Array.isArray(attachments) ? attachments.length : 0,
    );
    if (Object.keys(faults).length > 0) return refused(values, posted.files, faults, null);
    const key = form.get('key');
    const opened = await run(
      installation,
      context,
      'ticket.open',
      { ...inputOf(values, shape), ...(attachments !== undefined && { attachments }) },
      typeof key === 'string' ? key : undefined,
    );
    if (opened.ok) redirect(303, `/tickets/${opened.data.number}`);
    const field = fieldOf(opened);
    return field
      ? refused(values, posted.files, { [field]: opened }, null)
      : refused(values, posted.files, {}, opened);
  },
};
