import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { lightIcons } from './vite/lightIcons.ts';
import { oneLanguage } from './vite/oneLanguage.ts';
import { socketTransport } from './vite/socketTransport.ts';
import { unusedParts } from './vite/unusedParts.ts';
import { withoutScript } from './vite/withoutScript.ts';

/**
 * A page asks for a dozen files instead of seventy: what every page needs, what the frame and the design system are made
 * of, what is live, and what the ticket pages share. Small files compress badly, so each takes in what belongs to it even
 * where one page alone uses it, but nothing that a ticket does without. `$initial` leaves out all that is fetched on demand.
 */
const inPages: ['$initial'] = ['$initial'];
const codeSplitting = {
  groups: [
    {
      name: 'runtime',
      test: /node_modules[\\/](svelte(?!.*src[\\/]reactivity[\\/]map)|@sveltejs(?!.*runtime[\\/]app[\\/]forms)|devalue|esm-env|clsx)[\\/]|paraglide[\\/]runtime|(preload-helper|rolldown[\\/]runtime)/,
      tags: inPages,
      priority: 4,
    },
    {
      name: 'common',
      test: /src[\\/]lib[\\/](ui[\\/](?!overlay[\\/](Dialog|Drawer|Menu)|feedback[\\/](Skeleton|EmptyState|ProgressBar)|form[\\/](Field|TextInput|Checkbox|Select|SegmentedControl)|text[\\/](Mark|RelativeTime)|action[\\/]Tabs|layout[\\/]Card)|frame[\\/](?!account[\\/](PreferencesForm|ChoiceButtons|quietPost))|text[\\/](?!formatting|ticketWords|errorSentence\.|byteSize))|lucide-svelte[\\/]dist[\\/](?!icons[\\/](?!circle-alert))|messages[\\/](ui|frame)_/,
      tags: inPages,
      minShareCount: 2,
      priority: 3,
    },
    {
      name: 'live',
      test: /(socket|engine)\.io|node_modules[\\/]zod|packages[\\/]core(?!.*(requests|listRules|listWindow|fileTypes|openingForm|workflow[\\/](presets|acts|adjust|timed|transitions)))|src[\\/]lib[\\/](live[\\/](?!liveList|heldOrder)|features[\\/](connection[\\/](?!ReloadBanner|UnsentDialog)|notification[\\/](?!NotificationList|NotificationRow)|search[\\/](Search(Box|Field)\.|searchKeys)|queue[\\/](menuCounts|plainClick|rowFacts)))|\(app\)[\\/]\+layout/,
      tags: inPages,
      priority: 2,
    },
    {
      name: 'ticket',
      test: /src[\\/]lib[\\/]features[\\/]ticket[\\/](thread|composer|moves[\\/]moves\.|panel|presence|Ticket|openTicket|words[\\/](event|rareEventsLoader))|tickets[\\/]\[number\][\\/]\+page/,
      tags: inPages,
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
    lightIcons(),
    oneLanguage(['it', 'en']),
    socketTransport(),
    unusedParts(),
    withoutScript(),
    sveltekit(),
  ],
  environments: {
    client: {
      build: {
        // The files are few and mostly there: to name for each what else it needs would weigh more than it saves.
        modulePreload: { polyfill: false, resolveDependencies: () => [] },
        rolldownOptions: { output: { codeSplitting } },
      },
    },
  },
  ssr: {
    // One process, one mongoose: these stay bare imports in the server build.
    external: ['@sportello/core', '@sportello/models', '@sportello/search', '@sportello/domain', 'mongoose'],
  },
});
