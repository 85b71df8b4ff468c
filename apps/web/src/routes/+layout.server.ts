import type { LayoutServerLoad } from './$types';

/** What every page needs, signed in or not. */
export const load: LayoutServerLoad = ({ locals }) => ({
  provider: locals.provider,
  preferences: locals.preferences,
  now: Date.now(),
});
