import { can, type Principal, type ViewName, viewsFor } from '@sportello/core';
import { firstView } from '$lib/features/queue/listAddress';
import { viewItem } from '$lib/features/queue/menuCounts';
import { viewName } from '$lib/features/queue/viewWords';
import type { IconName } from '$lib/frame/menu/icons';
import type { MenuItem, MenuSection } from '$lib/frame/types';
import * as m from '$lib/paraglide/messages';

const viewIcons: Readonly<Partial<Record<ViewName, IconName>>> = {
  unassigned: 'circle-dashed',
  mine: 'user-check',
  team: 'users',
  open: 'layers',
  waiting: 'clock',
  closed: 'inbox',
  archived: 'archive',
};

/** Views within reach of the thumb on a phone. */
const primaryViews: readonly ViewName[] = ['unassigned', 'mine'];

const faq = (): MenuItem => ({
  id: 'faq',
  href: '/faq',
  label: m.menu_faq(),
  icon: 'book-open',
  primary: true,
});
const tickets = (): MenuItem => ({
  id: 'tickets',
  href: '/tickets',
  label: m.menu_tickets(),
  icon: 'ticket',
  primary: true,
});

const workflow = (): MenuItem => ({
  id: 'workflow',
  href: '/settings/workflow',
  label: m.menu_workflow(),
  icon: 'settings',
});

const companies = (): MenuItem => ({
  id: 'companies',
  href: '/companies',
  label: m.menu_companies(),
  icon: 'building',
});

const service = (): MenuItem => ({
  id: 'service',
  href: '/settings/service',
  label: m.menu_service(),
  icon: 'clock',
});

const mail = (): MenuItem => ({
  id: 'mail',
  href: '/settings/mail',
  label: m.menu_mail(),
  icon: 'mail',
});

/** The views of the queue are the menu of who works in it. */
function deskViews(me: Principal): MenuItem[] {
  const first = firstView(me);
  return viewsFor(me).map((view) => ({
    id: viewItem(view),
    href: `/desk?view=${view}`,
    label: viewName(view, me.side),
    icon: viewIcons[view] ?? 'inbox',
    primary: view === first || primaryViews.includes(view),
  }));
}

/** The side menu of who looks; null: of a visitor. */
export function menuFor(me: Principal | null): MenuSection[] {
  if (me === null) return [{ items: [faq()] }];
  if (can(me, 'desk.read'))
    return [
      { items: deskViews(me) },
      {
        title: m.menu_section_more(),
        items: [tickets(), ...(can(me, 'company.hold') ? [companies()] : []), faq()],
      },
      ...(can(me, 'settings.workflow')
        ? [{ title: m.menu_section_settings(), items: [workflow(), service(), mail()] }]
        : []),
    ];
  const home: MenuItem = { id: 'home', href: '/', label: m.menu_home(), icon: 'house', primary: true };
  return [{ items: [home, tickets()] }, { title: m.menu_section_knowledge(), items: [faq()] }];
}
