import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/**
 * A page asks for under two dozen files instead of seventy: what every page needs, what the frame and the design system
 * are made of, what is live, and what the ticket pages share. `$initial` leaves out all that is fetched on demand.
 */
const inPages: ['$initial'] = ['$initial'];
const codeSplitting = {
  groups: [
    {
      name: 'runtime',
      test: /node_modules[\\/](svelte|@sveltejs|devalue|esm-env|clsx)[\\/]|paraglide[\\/]runtime/,
      tags: inPages,
      priority: 4,
    },
    {
      name: 'common',
      test: /src[\\/]lib[\\/](ui|frame)[\\/]|src[\\/]lib[\\/]text[\\/](?!ticketWords)|lucide-svelte|messages[\\/](ui|frame|session|error)_/,
      tags: inPages,
      minShareCount: 2,
      priority: 3,
    },
    {
      name: 'live',
      test: /(socket|engine)\.io|node_modules[\\/](zod|idb)|packages[\\/]core|src[\\/]lib[\\/](live|features[\\/](connection|notification|search))[\\/]/,
      tags: inPages,
      minShareCount: 2,
      priority: 2,
    },
    {
      name: 'ticket',
      test: /src[\\/]lib[\\/]features[\\/]ticket[\\/](thread|composer|moves|TicketHead)/,
      tags: inPages,
      minShareCount: 2,
      priority: 1,
    },
  ],
};

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
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting } } } } },
  ssr: {
    // One process, one mongoose: these stay bare imports in the server build.
    external: ['@sportello/core', '@sportello/models', '@sportello/search', '@sportello/domain', 'mongoose'],
  },
});
