import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { defaultProvider } from '$lib/frame/provider';
import { paraglideMiddleware } from '$lib/paraglide/server';
import { handleBodyLimit } from '$lib/server/bodyLimit';
import { pageFiles } from '$lib/server/pageFiles';
import { readPreferences } from '$lib/server/preferences';
import { handleSession } from '$lib/server/session';

/** The answer with the status a page has asked for; the router's own requests stay as they are, or it shows no page. */
function restated({ isDataRequest, locals: { status } }: RequestEvent, response: Response): Response {
  if (status === undefined || isDataRequest) return response;
  return new Response(response.body, { status, headers: response.headers });
}

/** Outermost. What every answer carries, whoever makes it, is added by the server these pages are mounted in. */
const handleHeaders: Handle = async ({ event, resolve }) => {
  event.locals.correlationId = crypto.randomUUID();
  const response = await restated(event, await resolve(event));
  // Pages are made for one person; a route that is the same for everybody says so itself.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  return response;
};

/** What the device asks for, before anything that could refuse, so that refusals are in the reader's language too. */
const handlePreferences: Handle = ({ event, resolve }) => {
  event.locals.preferences = readPreferences(event.cookies);
  event.locals.provider = defaultProvider;
  return paraglideMiddleware(event.request, async ({ request, locale }) => {
    event.request = request;
    const files = pageFiles(locale);
    const response = await resolve(event, {
      preload: ({ type, path }) => type !== 'font' || path.includes('inter-latin-wght'),
      transformPageChunk: ({ html }) =>
        files
          .inPage(html)
          .replace('%app.locale%', locale)
          .replace('%app.theme%', event.locals.preferences.theme)
          .replace('%app.hue%', String(event.locals.provider.accentHue)),
    });
    const link = response.headers.get('link');
    if (link) response.headers.set('link', files.inLinks(link));
    return response;
  });
};

export const handle = sequence(handleHeaders, handleBodyLimit, handlePreferences, handleSession);

/** The log gets everything in one line; the reader gets a reference to it and no cause. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  // An error before the first hook has no reference yet.
  const correlationId = event.locals.correlationId || crypto.randomUUID();
  if (status !== 404) {
    const detail =
      error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
    process.stderr.write(
      `${JSON.stringify({ level: 'error', correlationId, status, route: event.route.id, ...detail })}\n`,
    );
  }
  return { message: correlationId, correlationId };
};
