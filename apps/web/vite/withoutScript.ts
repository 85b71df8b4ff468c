import type { Plugin } from 'vite';

const NOTHING = '\0sportello:without-script';

/**
 * Leaves components that only stand in `<noscript>` (`…WithoutScript.svelte`) to the server: in the browser Svelte never
 * makes what is in there, but a page would still carry everything those components are made of. They may have no style of
 * their own, which would be left out as well.
 */
export function withoutScript(): Plugin {
  return {
    name: 'sportello:without-script',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId: (source) => (source.endsWith('WithoutScript.svelte') ? NOTHING : null),
    load: (id) => (id === NOTHING ? 'export default () => {};' : null),
  };
}
