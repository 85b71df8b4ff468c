import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { env } from '$env/dynamic/private';
import type { LayoutServerLoad } from './$types';

/** Tools of development: elsewhere they do not exist, unless PREVIEWS is set (screenshots and accessibility tests). */
export const load: LayoutServerLoad = () => {
  if (!dev && !env.PREVIEWS) error(404);
};
