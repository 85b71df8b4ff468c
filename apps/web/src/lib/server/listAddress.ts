import type { Context, Installation } from '@sportello/domain';
import { type ListAddress, readListAddress } from '$lib/features/queue/listAddress';
import { type Topics, topicsOf } from '$lib/features/ticket/words/topics';

/** The list that an address asks for, as far as there is what it names; and the topics by which that was judged. */
export async function listAddressOf(
  installation: Installation,
  { principal, locale }: Context,
  params: URLSearchParams,
): Promise<ListAddress & { readonly topics: Topics }> {
  const [settings, { preset }] = await Promise.all([installation.settings(), installation.workflow()]);
  const topics = topicsOf(settings, locale);
  const around = { areas: topics.categories, states: preset.states };
  return { ...readListAddress(params, principal, around), topics };
}
