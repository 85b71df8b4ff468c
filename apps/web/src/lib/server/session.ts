import { isIP } from 'node:net';
import { type Context, type Installation, servedInstallation, type Visitor } from '@sportello/domain';
import { error, type Handle, type RequestEvent, redirect } from '@sveltejs/kit';
import { getLocale } from '$lib/paraglide/runtime';
import { logFault } from './log';

/** Pages that anybody may open; everything else asks to sign in first. */
const openPaths = [
  /^\/login$/,
  /^\/faq(\/|$)/,
  /^\/search$/,
  /^\/preferences$/,
  /^\/dev\//,
  /^\/unsubscribe\//,
  /^\/(?:robots\.txt|sitemap\.xml)$/,
];

const isOpen = (path: string): boolean => openPaths.some((pattern) => pattern.test(path));

/** The installation, or a page that says the store is away. */
async function installationOrAway(): Promise<Installation> {
  try {
    return await servedInstallation();
  } catch (cause) {
    logFault({ message: 'the installation cannot be opened', cause: String(cause) });
    error(503, 'store_unavailable');
  }
}

/** Turns the cookie into who is asking, and sends strangers to the sign-in page with the way back. */
export const handleSession: Handle = async ({ event, resolve }) => {
  const installation = await installationOrAway();
  const settings = await installation.settings();
  event.locals.installation = installation;
  event.locals.provider = settings.provider;
  event.locals.context = await installation.identity.identify(
    event.request.headers.get('cookie') ?? undefined,
  );
  // What does not exist does not exist for strangers either: a program that asks for it is not led to a page.
  if (!event.locals.context && event.route.id !== null && !isOpen(event.url.pathname))
    redirect(303, `/login?to=${encodeURIComponent(event.url.pathname + event.url.search)}`);
  return resolve(event);
};

/** Who is asking on a page that needs somebody, in the language the page is shown in. */
export function signedIn({ locals }: Pick<RequestEvent, 'locals'>): {
  installation: Installation;
  context: Context;
} {
  if (!locals.context) error(401, 'unauthenticated');
  return { installation: locals.installation, context: { ...locals.context, locale: getLocale() } };
}

/** Who is asking on a page that is open to anybody. */
export function anybody({ locals }: Pick<RequestEvent, 'locals'>): {
  installation: Installation;
  reader: Context | Visitor;
} {
  const locale = getLocale();
  return {
    installation: locals.installation,
    reader: locals.context ? { ...locals.context, locale } : { principal: null, locale },
  };
}

/** The address a request comes from, as far as the proxies in front are believed; the server these pages are in knows. */
export function addressOf({ getClientAddress, platform }: RequestEvent): string {
  const told = platform?.req.ip ?? '';
  return isIP(told) === 0 ? getClientAddress() : told;
}
