import type { MenuSection } from '../types.ts';

/**
 * Which line of the menu the page belongs to: the one whose address is the page's or the longest beginning of it. An
 * address with a query (a view of a list) counts only when the page's says the same of it, whatever else that says; what says
 * most counts first.
 */
export function currentItem(sections: readonly MenuSection[], url: URL): string | undefined {
  let best: { id: string; weight: number } | undefined;
  for (const item of sections.flatMap((section) => section.items)) {
    const target = new URL(item.href, url);
    const inside =
      target.pathname === url.pathname ||
      (target.pathname !== '/' && url.pathname.startsWith(`${target.pathname}/`));
    const sameQuery = [...target.searchParams].every(([name, value]) => url.searchParams.get(name) === value);
    if (!inside || !sameQuery) continue;
    const weight = target.pathname.length + 1000 * target.searchParams.size;
    if (!best || weight > best.weight) best = { id: item.id, weight };
  }
  return best?.id;
}
