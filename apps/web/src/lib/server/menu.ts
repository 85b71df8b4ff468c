import { can, type Principal, type State, type ViewName, viewsFor } from '@sportello/core';
import { firstView } from '$lib/features/queue/listAddress';
import { savedItem, viewItem } from '$lib/features/queue/menuCounts';
import type { SavedViewLine } from '$lib/features/queue/savedViewLine';
import { viewName } from '$lib/features/queue/viewWords';
import type { IconName } from '$lib/frame/menu/icons';
import type { MenuItem, MenuSection } from '$lib/frame/types';
import * as m from '$lib/paraglide/messages';

const viewIcons: Readonly<Partial<Record<ViewName, IconName>>> = {
  unassigned: 'circle-dashed',
  mine: 'user-check',
  team: 'users',
  open: 'layers',
  overdue: 'alarm-clock',
  waiting: 'clock',
  callback: 'phone',
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

const articles = (): MenuItem => ({
  id: 'articles',
  href: '/articles',
  label: m.menu_articles(),
  icon: 'square-pen',
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

const form = (): MenuItem => ({
  id: 'form',
  href: '/settings/form',
  label: m.menu_form(),
  icon: 'list-checks',
});

const routing = (): MenuItem => ({
  id: 'routing',
  href: '/settings/routing',
  label: m.menu_routing(),
  icon: 'user-check',
});

const absence = (): MenuItem => ({
  id: 'absence',
  href: '/settings/absence',
  label: m.menu_absence(),
  icon: 'plane',
});

const authorizing = (): MenuItem => ({
  id: viewItem('authorize'),
  href: '/tickets?view=authorize',
  label: m.view_authorize(),
  icon: 'user-check',
});

/** The settings that somebody may change. */
function settings(me: Principal): MenuItem[] {
  return [
    ...(can(me, 'settings.workflow') ? [workflow(), service(), form(), mail()] : []),
    ...(can(me, 'settings.routing') ? [routing()] : []),
    ...(can(me, 'absence.change') ? [absence()] : []),
  ];
}

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

const savedItemOf = ({ id, address, name }: SavedViewLine): MenuItem => ({
  id: savedItem(id),
  href: `/desk${address}`,
  label: name,
  icon: 'layers',
});

/**
 * The side menu of who looks; null: of a visitor.
 * @param states those of the workflow in force: where nothing waits for authorisation, nothing is said of it
 * @param saved views that the person keeps
 */
export function menuFor(
  me: Principal | null,
  states: readonly State[] = [],
  saved: readonly SavedViewLine[] = [],
): MenuSection[] {
  if (me === null) return [{ items: [faq()] }];
  if (can(me, 'desk.read')) {
    const items = settings(me);
    return [
      { items: deskViews(me) },
      ...(saved.length > 0 ? [{ title: m.menu_section_saved(), items: saved.map(savedItemOf) }] : []),
      {
        title: m.menu_section_more(),
        items: [
          tickets(),
          ...(can(me, 'company.hold') ? [companies()] : []),
          faq(),
          ...(can(me, 'article.write') ? [articles()] : []),
        ],
      },
      ...(items.length > 0 ? [{ title: m.menu_section_settings(), items }] : []),
    ];
  }
  const home: MenuItem = { id: 'home', href: '/', label: m.menu_home(), icon: 'house', primary: true };
  const authorizes = can(me, 'ticket.authorize') && states.includes('authorization');
  return [
    { items: [home, tickets(), ...(authorizes ? [authorizing()] : [])] },
    { title: m.menu_section_knowledge(), items: [faq()] },
  ];
}
