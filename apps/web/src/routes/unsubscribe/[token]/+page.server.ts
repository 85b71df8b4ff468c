import { type Subscription, setSubscription, subscriptionOf } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Says nothing of the person: the link gives the right to this one act and to no knowledge. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The address is a secret of its own: no other site learns it.
  setHeaders({ 'referrer-policy': 'same-origin' });
  const found = await subscriptionOf(locals.installation, params.token);
  if (!found) error(410);
  return {
    ...found,
    isChanged: url.searchParams.has('changed'),
  };
};

const change =
  (wanted: Subscription) =>
  async ({ locals, params, url }: Parameters<NonNullable<Actions[string]>>[0]) => {
    if (!(await setSubscription(locals.installation, params.token, wanted))) error(410);
    redirect(303, `${url.pathname}?changed`);
  };

/** Only a pressed button acts: what merely follows links, as mail scanners do, changes nothing. */
export const actions: Actions = { end: change('unsubscribed'), resume: change('subscribed') };
