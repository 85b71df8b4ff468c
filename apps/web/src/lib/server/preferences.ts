import type { Cookies } from '@sveltejs/kit';
import { z } from 'zod';
import type { Preferences } from '../frame/types.ts';
import { cookieName as localeCookie, locales } from '../paraglide/runtime.js';

const themeCookie = 'theme';
const menuCookie = 'menu';
const yearInSeconds = 365 * 24 * 60 * 60;

const theme = z.enum(['light', 'dark', 'system']);
const menu = z.enum(['folded', 'open']);

/** What the preference forms may send: any of the three, and where to go back to. Unknown fields are refused. */
export const preferencesForm = z.strictObject({
  theme: theme.optional(),
  menu: menu.optional(),
  locale: z.enum(locales).optional(),
  back: z.string().max(2000).optional(),
});

/** Reads what this device remembers; anything unreadable counts as not set. */
export function readPreferences(cookies: Cookies): Preferences {
  return {
    theme: theme.catch('system').parse(cookies.get(themeCookie)),
    menuFolded: cookies.get(menuCookie) === 'folded',
  };
}

/** Remembers the given preferences on this device for a year; those left out stay as they are. */
export function writePreferences(cookies: Cookies, chosen: z.infer<typeof preferencesForm>): void {
  const options = { path: '/', maxAge: yearInSeconds, sameSite: 'lax', httpOnly: true } as const;
  if (chosen.theme) cookies.set(themeCookie, chosen.theme, options);
  if (chosen.menu) cookies.set(menuCookie, chosen.menu, options);
  if (chosen.locale) cookies.set(localeCookie, chosen.locale, options);
}

/** Path, query and fragment of `back` when it lies on `origin`, else `/`: never a way out of the portal. */
export function sameOriginPath(back: string | undefined, origin: string): string {
  if (!back?.startsWith('/') || !URL.canParse(back, origin)) return '/';
  const url = new URL(back, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : '/';
}
