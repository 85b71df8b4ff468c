import type { FrameData, MenuCount } from '$lib/frame/types';
import { samples } from '../samples';
import type { PageLoad } from './$types';

/** A frame as a member of the provider's staff sees it; `?layout=fill` for a page that takes the window. */
export const load: PageLoad = async ({ url, parent }) => {
  const { provider, preferences, now } = await parent();
  const s = samples();
  const here = '/dev/previews/frame';
  const frame: FrameData = {
    person: { name: 'Luca Moretti', email: 'luca@nordest.example' },
    provider: { ...provider, name: 'Nordest Software' },
    preferences,
    now,
    menu: [
      {
        items: [
          { id: 'mine', href: here, label: s.mine, icon: 'inbox', primary: true },
          {
            id: 'unassigned',
            href: `${here}?view=unassigned`,
            label: s.unassigned,
            icon: 'circle-dashed',
            primary: true,
          },
          { id: 'waiting', href: `${here}?view=waiting`, label: s.waiting, icon: 'clock' },
          { id: 'all', href: `${here}?view=all`, label: s.all, icon: 'layers', primary: true },
        ],
      },
      {
        title: s.cardTitle,
        items: [
          { id: 'faq', href: '/faq', label: 'FAQ', icon: 'book-open', primary: true },
          { id: 'companies', href: '/companies', label: s.cardTitle, icon: 'building' },
        ],
      },
    ],
  };
  const counts: Record<string, MenuCount> = {
    mine: { value: 4, hot: true, label: s.unread },
    unassigned: { value: 7, label: '7' },
    all: { value: 61, label: '61' },
  };
  const layout = url.searchParams.get('layout') === 'fill' ? 'fill' : 'flow';
  return {
    frame,
    counts,
    layout,
    breadcrumbs: [
      ...s.crumbs.map((label) => ({ label, href: '/dev/previews' })),
      { label: `#1042 ${s.title}` },
    ],
  } as const satisfies Partial<App.PageData> & Record<string, unknown>;
};
