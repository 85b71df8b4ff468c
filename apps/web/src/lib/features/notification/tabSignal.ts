/** Most unread entries that a tab counts. */
const MOST = 99;

/** What stands before a page's title while something is unread: `(3) `; nothing otherwise. */
export function titlePrefix(unread: number): string {
  if (unread <= 0) return '';
  return unread > MOST ? `(${MOST}+) ` : `(${unread}) `;
}

/** A title as the page gave it, whatever stands before it. */
export function bareTitle(title: string): string {
  return title.replace(/^(?:\(\d+\+?\) )+/u, '');
}

/** Addresses of the icon of a tab. */
const tabIcons = { calm: '/favicon.svg', unread: '/favicon-unread.svg' } as const;

/**
 * Keeps the tab's title and icon in step with what is unread. Pages write their own titles; whatever they write gets the
 * number in front.
 * @param unread asked again at every change of the title
 * @returns `update` for a new number, `stop` to let the title be
 */
export function signalInTab(unread: () => number): { update: () => void; stop: () => void } {
  const update = (): void => {
    const title = titlePrefix(unread()) + bareTitle(document.title);
    if (document.title !== title) document.title = title;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = unread() > 0 ? tabIcons.unread : tabIcons.calm;
    if (icon && icon.getAttribute('href') !== href) icon.href = href;
  };
  const watching = new MutationObserver(update);
  watching.observe(document.head, { subtree: true, childList: true, characterData: true });
  return { update, stop: () => watching.disconnect() };
}
