import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SportelloClient } from '@sportello/core/client';
import { addPopulation, createInstallation, type Installation, type Population } from '@sportello/domain';
import type { Chance } from '@sportello/models';
import type { Device } from './device.ts';
import { raiseHead, type Scene, type Thread, textWithKey } from './scene.ts';
import { signInPatiently } from './signIn.ts';

/** Password of everybody in a run. */
export const PASSWORD = 'una-password-per-la-prova';

/** How many people take part. */
export interface CrowdPlan {
  readonly companies: number;
  /** Customers of each company, beside the one who opens its threads and reads them only by mail. */
  readonly customers: number;
  readonly operators: number;
}

/** Creates the installation and its people in an empty database. */
export async function settlePeople(
  installation: Installation,
  plan: CrowdPlan,
  chance: Chance,
): Promise<Population> {
  await createInstallation(installation, {
    provider: 'Assistenza',
    email: 'prima@assistenza.example',
    firstName: 'Prima',
    lastName: 'Persona',
  });
  const { companies, customers, operators } = plan;
  return addPopulation(installation, {
    companies,
    customers: customers + 1,
    operators,
    chance,
    password: PASSWORD,
  });
}

/** Opens the threads of a run, each by a customer of its company, as a customer does. */
export async function openThreads(
  scene: Omit<Scene, 'threads'>,
  population: Population,
  perCompany: number,
): Promise<Thread[]> {
  const threads: Thread[] = [];
  const openers = new Map(population.customers.map((one) => [one.company ?? '', one]));
  for (const [company, opener] of openers) {
    const { cookie } = await signInPatiently(scene.url, opener.email, scene.password);
    const client = new SportelloClient({ url: scene.url, cookie: () => cookie, company });
    for (let nth = 0; nth < perCompany; nth += 1) {
      const key = randomUUID();
      const sending = { p: 'harness', f: 'send', key, from: opener.id } as const;
      const begun = scene.history.now();
      const answer = await client.insist(
        'ticket.open',
        {
          title: `Prova ${nth + 1}`,
          description: textWithKey('Da dove si comincia?', key),
          category: 'general',
          subcategory: 'other',
        },
        key,
      );
      if (!answer.ok) throw new Error(`a thread cannot be opened: ${answer.code}`);
      const { ticket: th, pub } = answer.data;
      scene.history.add({ ...sending, y: 'invoke', th, t: begun });
      scene.history.add({ ...sending, y: 'ok', th, seq: pub ?? 0 });
      threads.push({
        id: th,
        company,
        hasNotes: nth === perCompany - 1 && threads.length < 2 * perCompany,
        opener,
      });
      raiseHead({ ...scene, threads }, th, pub);
    }
    client.close();
  }
  return threads;
}

/**
 * Waits until each page that may be there has stood live on everything acknowledged so far. Answers whether all did in
 * time. Once is enough: a page that is loaded again meanwhile was whole before.
 */
export async function inStep(
  devices: readonly Device[],
  heads: ReadonlyMap<string, number>,
  patience: number,
): Promise<boolean> {
  const goal = new Map(heads);
  const until = performance.now() + patience;
  let behind = devices;
  for (;;) {
    behind = behind.filter((device) => device.isWelcome && !device.isInStepWith(goal));
    if (behind.length === 0) return true;
    if (performance.now() > until) return false;
    await delay(20);
  }
}
