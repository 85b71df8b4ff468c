import { setTimeout as pause } from 'node:timers/promises';
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

/** Milliseconds for which what still comes is listened to after a refusal, so that the refusal is heard. */
const HEARING = 2_000;

/** Lets what still comes of a refused body pass, for a while: a browser that is cut hears nothing. */
export async function hearOut({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const heard = async (): Promise<void> => {
    for await (const _ of body.values({ preventCancel: true }));
  };
  // Whoever breaks off needs no answer.
  await Promise.race([heard().catch(() => undefined), pause(HEARING)]);
}

/** Refuses what is larger than a form, or does not say how large it is, before anything of it is kept. */
export const handleBodyLimit: Handle = async ({ event, resolve }) => {
  const { headers, body } = event.request;
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (!body || length <= FORM || maySendFiles(event)) return resolve(event);
  await hearOut(event.request);
  return new Response(null, { status: 413 });
};
