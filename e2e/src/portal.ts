import { AxeBuilder } from '@axe-core/playwright';
import type { CommandInput, CommandName, CommandOutput } from '@sportello/core';
import { SportelloClient, signIn } from '@sportello/core/client';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from './browser.ts';
import type { Tunnel } from './tunnel.ts';

/** Password of every account of the cast. */
const PASSWORD = 'prova-sportello';

/** The portal as its users see it: each in a browser context of their own. */
export interface Portal {
  readonly url: string;
  readonly browser: Browser;
  /** A page of somebody who is not signed in. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Signs in through the page, as a person does, and opens a path. */
  signIn(email: string, path?: string, options?: BrowserContextOptions): Promise<Page>;
  /** A program signed in as somebody, for preparing what a journey needs. */
  program(email: string): Promise<Program>;
  close(): Promise<void>;
}

/** Somebody of the cast without a browser. */
export interface Program {
  /** Carries out a command and answers its output; throws when it is refused. */
  do<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  readonly client: SportelloClient;
}

/** Where a browser is opened. */
export interface PortalView {
  /** Address of the portal, with the cast of the demo; the one of this test run when missing. */
  readonly url?: string;
  /** What its connections go through; directly when missing. */
  readonly tunnel?: Tunnel;
}

/** Opens a browser on a portal. */
export async function openPortal({ url = inject('portal').url, tunnel }: PortalView = {}): Promise<Portal> {
  const launch = await findChromium();
  const args = [...launch.args, ...(tunnel?.chromiumArgs ?? [])];
  const browser = await chromium.launch({ ...launch, args });
  const contexts: BrowserContext[] = [];
  const programs: SportelloClient[] = [];

  const visit: Portal['visit'] = async (path, options = {}) => {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  };

  return {
    url,
    browser,
    visit,
    signIn: async (email, path = '/', options) => {
      const page = await visit(`/login?to=${encodeURIComponent(path)}`, options);
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Accedi', exact: true }).click();
      await page.waitForURL((at) => at.pathname !== '/login');
      return page;
    },
    program: async (email) => {
      const session = await signIn(url, email, PASSWORD);
      if (!session.ok) throw new Error(`${email} cannot sign in: ${session.code}`);
      const { cookie } = session.data;
      const client = new SportelloClient({ url, cookie: () => cookie });
      programs.push(client);
      return {
        client,
        do: async (name, input) => {
          const answer = await client.command(name, input, crypto.randomUUID());
          if (!answer.ok) throw new Error(`${email} cannot ${name}: ${answer.code} ${answer.field ?? ''}`);
          return answer.data;
        },
      };
    },
    close: async () => {
      for (const client of programs) client.close();
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
    },
  };
}

/**
 * What axe finds wrong with a page, by the rules of WCAG 2.2 AA: one line each. The window is made as tall as the page for
 * it: what a bar at the edge covers for the moment is no fault of what lies under it.
 */
export async function violations(page: Page): Promise<string[]> {
  const window = page.viewportSize();
  if (window) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...window, height: Math.max(window.height, height) });
  }
  // Halfway through fading in, nothing has its colours yet.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  if (window) await page.setViewportSize(window);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
