import { ask } from '@sportello/domain';
import type { Principal } from '@sportello/core';
import { error } from '@sveltejs/kit';
import type { FrameData, MenuSection } from '$lib/frame/types';
import type { WorkspaceData } from '$lib/live/workspace.svelte';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { LayoutServerLoad } from './$types';

function menuFor(me: Principal | null): MenuSection[] {
  const faq = { items: [{ id: 'faq', href: '/faq', label: m.menu_faq(), icon: 'book-open', primary: true }], title: m.menu_section_knowledge() } as const;
  if (me === null) return [{ ...faq, items: [...faq.items] }];
  const work: MenuSection =
    me.side === 'staff'
      ? { items: [{ id: 'desk', href: '/desk', label: m.menu_desk(), icon: 'inbox', primary: true }, { id: 'tickets', href: '/tickets', label: m.menu_tickets(), icon: 'ticket', primary: true }] }
      : {
          items: [
            { id: 'home', href: '/', label: m.menu_home(), icon: 'house', primary: true },
            { id: 'tickets', href: '/tickets', label: m.menu_tickets(), icon: 'ticket', primary: true },
          ],
        };
  return [work, { ...faq, items: [...faq.items] }];
}

/** What the frame of every page shows, and what the live workspace begins with. */
export const load: LayoutServerLoad = async (event) => {
  const { locals, url } = event;
  event.depends('app:frame');
  const shared = { provider: locals.provider, preferences: locals.preferences, now: Date.now() };
  if (!locals.context) return { ...shared, menu: menuFor(null), person: null, workspace: null } satisfies FrameData & { workspace: null };
  const { installation, context } = signedIn(event);
  const { principal } = context;
  const [person, company, inbox] = await Promise.all([
    installation.people.person(principal.person),
    principal.company ? installation.people.company(principal.company) : null,
    ask(installation, context, 'inbox', {}),
  ]);
  if (!inbox.ok) error(503, 'store_unavailable');
  const workspace: WorkspaceData = { me: principal, myName: context.name, inbox: inbox.data, origin: url.origin };
  return {
    ...shared,
    menu: menuFor(principal),
    person: { name: context.name, email: person?.email ?? '' },
    ...(company && { company: { name: company.name } }),
    workspace,
  } satisfies FrameData & { workspace: WorkspaceData };
};
