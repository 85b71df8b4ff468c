import type { Handle, RequestEvent } from '@sveltejs/kit';

/** Most bytes of a form: a message of the most characters, with room for what each may weigh. */
const FORM = 512 * 1024;

/** The forms that may bring files along. They are counted while they come in, see `formWithFiles.ts`. */
const actionsWithFiles: Readonly<Record<string, readonly string[]>> = {
  '/(app)/tickets/new': [''],
  '/(app)/tickets/[number]': ['?/reply', '?/note'],
};

function maySendFiles({ request, route, url }: RequestEvent): boolean {
  const isWithFiles = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  const actions = (route.id && actionsWithFiles[route.id]) || [];
  return isWithFiles && (actions.includes('') || actions.some((action) => url.search.startsWith(action)));
}

/** Refuses what is larger than a form, or does not say how large it is, before anything of it is read. */
export const handleBodyLimit: Handle = ({ event, resolve }) => {
  const { headers, body } = event.request;
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (body && !(length <= FORM) && !maySendFiles(event)) return new Response(null, { status: 413 });
  return resolve(event);
};
