import { type PresetCode, presetCodes } from '@sportello/core';
import { servers } from '@sportello/services/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { type RunningPortal, startPortal } from './setup/startPortal.ts';

// Another workflow moves tickets: it is chosen in a portal of its own.
let running: RunningPortal;
let portal: Portal;
let elena: Page;

beforeAll(async () => {
  running = await startPortal(servers());
  portal = await openPortal({ url: running.url });
  elena = await portal.signIn('elena@nordest.example', '/settings/workflow', { javaScriptEnabled: false });
}, 240_000);
afterAll(async () => {
  await portal?.close();
  await running?.stop();
});

/** Chooses a workflow as the administrator does. */
async function choose(preset: PresetCode): Promise<void> {
  await elena.goto(`/settings/workflow?preset=${preset}`);
  await elena.getByRole('button', { name: 'Salva il flusso' }).click();
  await elena.getByText('Salvato. Le pagine aperte').first().waitFor();
}

interface Asked {
  /** Names of the fields from top to bottom; attachments have none while there is a script. */
  readonly fields: readonly string[];
  /** Labels that this portal has instead of the usual ones. */
  readonly names: readonly string[];
  /** What is demanded beside title and description. */
  readonly demanded: readonly ('topic' | 'module')[];
  readonly priorities: number;
  /** What is told of files before any is chosen. */
  readonly limits: RegExp;
}

const text = ['title', 'description'];
const topic = ['category', 'subcategory'];
const contact = ['contactName', 'preference', 'phone', 'email'];
const expected: Readonly<Record<PresetCode, Asked>> = {
  full: {
    fields: [
      'installation',
      'requestType',
      ...text,
      ...topic,
      'module',
      'priority',
      'importance',
      ...contact,
      'technician',
    ],
    names: [],
    demanded: [],
    priorities: 4,
    limits: /10 file.*25 MB/u,
  },
  acut: {
    fields: ['installation', ...topic, 'module', ...text, 'contactName', 'phone'],
    names: ['Programma'],
    demanded: [],
    priorities: 0,
    limits: /25 MB.*descrizione/u,
  },
  nts: {
    fields: [...contact, 'installation', 'technician', 'requestType', ...topic, ...text, 'priority'],
    names: ['Tipologia'],
    demanded: ['topic'],
    priorities: 4,
    limits: /10 file.*4 MB/u,
  },
  terasoft: {
    fields: [...text, ...topic, 'module', 'priority', 'importance', 'contactName'],
    names: [],
    demanded: ['topic'],
    priorities: 4,
    limits: /10 file.*25 MB/u,
  },
  esseci: {
    fields: ['module', ...topic, 'installation', ...text, 'contactName', 'phone'],
    names: ['Software o apparecchio'],
    demanded: ['module'],
    priorities: 0,
    limits: /2 file.*25 MB/u,
  },
  tustena: {
    fields: ['installation', 'requestType', ...text, ...topic, 'priority', 'contactName', 'phone'],
    names: [],
    demanded: [],
    priorities: 3,
    limits: /10 file.*25 MB/u,
  },
};

/** The fields that one fills in, from top to bottom. */
const fieldsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLInputElement>('main form :is(input, select, textarea)');
    const names = [...controls].filter(({ name, type }) => name && type !== 'hidden').map(({ name }) => name);
    return [...new Set(names)];
  });

test.each(presetCodes)('under %s a ticket is opened with the form of that portal', async (preset) => {
  await choose(preset);
  const { fields, names, demanded, priorities, limits } = expected[preset];
  const page = await portal.signIn('marco@rossi.example', '/tickets/new');
  await page.getByText('in diretta').first().waitFor();
  expect(await fieldsOf(page)).toEqual(fields);
  for (const name of names) await page.getByLabel(name).waitFor();
  expect(await page.locator('input[name=priority]').count()).toBe(priorities);
  await page.getByText(limits).filter({ visible: true }).first().waitFor();
  // Who opens it, and for whom; and how to be answered fast.
  for (const words of ['Rossi Impianti S.r.l.', '99900010267', 'Marco Bassi', 'Per una risposta veloce'])
    await page.getByText(words).filter({ visible: true }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Titolo').fill(`Prova ${preset}`);
  await page.getByLabel('Descrizione').fill('Che cosa chiede questo portale?');
  const send = page.getByRole('button', { name: 'Invia ticket' });
  if (demanded.length > 0) {
    await send.click();
    await page.getByText('Questo campo è obbligatorio.').first().waitFor();
  }
  if (demanded.includes('topic')) {
    await page.getByLabel('Area', { exact: true }).selectOption('Paghe');
    await page.getByLabel('Sotto-area').selectOption('Cedolini');
  }
  if (demanded.includes('module')) await page.getByLabel('Software o apparecchio').fill('Paghe');
  await send.click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  await page.getByRole('heading', { level: 1, name: `Prova ${preset}` }).waitFor();
});

test('what the administrator changed of one form is there again when its workflow is', async () => {
  await choose('nts');
  await elena.goto('/settings/form');
  await elena.getByLabel('Tecnico preferito: nome in italiano').fill('Consulente');
  await elena.getByRole('button', { name: 'Salva il modulo' }).click();
  await elena.getByText('Il modulo è salvato.').waitFor();
  await choose('tustena');
  const page = await portal.signIn('marco@rossi.example', '/tickets/new', { javaScriptEnabled: false });
  expect(await page.getByLabel('Consulente').count()).toBe(0);
  await choose('nts');
  await page.goto('/tickets/new');
  await page.getByLabel('Consulente').waitFor();
});

test('a file that is mandatory is given without script too', async () => {
  await choose('full');
  await elena.goto('/settings/form');
  await elena.getByLabel('Come si chiede: Allegati').selectOption('Obbligatorio');
  await elena.getByRole('button', { name: 'Salva il modulo' }).click();
  await elena.getByText('Il modulo è salvato.').waitFor();
  const page = await portal.signIn('marco@rossi.example', '/tickets/new', { javaScriptEnabled: false });
  await page.getByLabel('Titolo').fill('Con la schermata');
  await page.getByLabel('Descrizione').fill('Vedi il file.');
  const send = page.getByRole('button', { name: 'Invia ticket' });
  await send.click();
  await page.getByText('Aggiungi almeno un allegato.').waitFor();
  expect(await page.getByLabel('Titolo').inputValue()).toBe('Con la schermata');
  const file = { name: 'errore.txt', mimeType: 'text/plain', buffer: Buffer.from('Errore 00404') };
  await page.locator('input[name=files]').setInputFiles(file);
  await send.click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  await page.getByText('errore.txt').first().waitFor();
});
