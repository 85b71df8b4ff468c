import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ICON = fileURLToPath(new URL('../src/lib/ui/Icon.svelte', import.meta.url));

/** Draws lucide's icons with our own component: theirs brings options along that we never use, to every page. */
export function lightIcons(): Plugin {
  return {
    name: 'sportello:light-icons',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === '../Icon.svelte' && importer?.includes('/lucide-svelte/dist/icons/') ? ICON : null,
  };
}
