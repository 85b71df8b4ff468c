import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** The mails of the demo, whose accounts are open to anybody; elsewhere mails are letters and this does not exist. */
export const load: LayoutServerLoad = ({ locals }) => {
  if (!locals.installation.demo) error(404);
};
