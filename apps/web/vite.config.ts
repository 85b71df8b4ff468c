import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      cookieName: 'locale',
      isServer: 'import.meta.env.SSR',
      emitTsDeclarations: true,
    }),
    sveltekit(),
  ],
  ssr: {
    // One process, one mongoose: these stay bare imports in the server build.
    external: ['@sportello/core', '@sportello/models', '@sportello/search', '@sportello/domain', 'mongoose'],
  },
});
