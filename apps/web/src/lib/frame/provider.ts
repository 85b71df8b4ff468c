import type { Provider } from './types.ts';

/** How an installation presents itself until its settings say otherwise. */
export const defaultProvider: Provider = { name: 'Sportello', accentHue: 180 };
