import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** Number of the entry that an article of the log shows. */
async function seqOf(article: Locator): Promise<number> {
  return Number((await article.getAttribute('id'))?.split('-').at(-1));
}

/** Fills a ticket with as many messages; Giulia has read half of them. */
async function talk(onPortal: Portal, number: number, messages: number): Promise<void> {
  // Several devices each, since one may not send so much at once.
  const writers = await Promise.all(
    [people.giulia, people.luca].flatMap((email) => Array.from({ length: 6 }, () => onPortal.program(email))),
  );
  const [giulia] = writers;
  const answer = await giulia?.client.query('sync', { ticket: number, follow: false });
  if (!giulia || !answer?.ok) throw new Error('the ticket cannot be read');
  const { id: ticket } = answer.data.ticket;
  const share = messages / writers.length;
  await Promise.all(
    writers.map(async (writer, who) => {
      for (let nth = 0; nth < share; nth += 10)
        await Promise.all(
          Array.from({ length: Math.min(10, share - nth) }, (_, more) =>
            writer.do('ticket.reply', { ticket, body: `messaggio ${nth + more} di ${who}` }),
          ),
        );
    }),
  );
  await giulia.do('ticket.read', { ticket, seq: messages / 2 });
}

/** Turns the wheel over the conversation until something is true; it never holds more than some hundred messages. */
async function scroll(page: Page, by: number, isThere: () => Promise<boolean>): Promise<void> {
  const box = await log(page).boundingBox();
  if (!box) throw new Error('not on the page');
  await page.mouse.move(box.x + 200, box.y + 200);
  const articles = log(page).getByRole('article');
  for (let turn = 0; turn < 1_500 && !(await isThere()); turn += 1) {
    await page.mouse.wheel(0, by);
    expect(await articles.count()).toBeLessThanOrEqual(400);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await page.waitForFunction(
      () => document.querySelector('[role=log]')?.getAttribute('aria-busy') !== 'true',
    );
  }
  expect(await isThere()).toBe(true);
}

describe('a long thread', () => {
  it('opens where the unread part begins, grows as one scrolls, and never holds more than some hundred messages', async () => {
    const paolo = await onTicket(portal, people.paolo, 1007);
    const line = log(paolo).getByRole('separator', { name: 'Nuovi messaggi' });
    await line.waitFor();
    const [at, box] = [await line.boundingBox(), await log(paolo).boundingBox()];
    if (!at || !box) throw new Error('not on the page');
    expect(at.y).toBeGreaterThan(box.y);
    expect(at.y).toBeLessThan(box.y + box.height);

    const first = log(paolo).getByRole('article').first();
    await scroll(paolo, -1_500, async () => (await first.getAttribute('id')) === 'entry-1007-1');
  });

  it('of three thousand messages opens at the first unread one and is scrolled to its beginning and back, never all on the page', async () => {
    const number = await newTicket(portal, 'Tremila messaggi');
    await talk(portal, number, 3_000);
    const giulia = await onTicket(portal, people.giulia, number);
    await log(giulia).getByRole('separator', { name: 'Nuovi messaggi' }).waitFor();
    const articles = log(giulia).getByRole('article');
    expect(await seqOf(articles.first())).toBeGreaterThan(1_000);
    expect(await seqOf(articles.last())).toBeLessThan(2_000);

    await scroll(giulia, -4_000, async () => (await seqOf(articles.first())) === 1);
    await scroll(giulia, 4_000, async () => (await seqOf(articles.last())) === 3_001);
  });

  it('stands still for somebody who reads above while others write, and says what came', async () => {
    const number = await newTicket(portal, 'Fermi tutti');
    const giulia = await portal.program(people.giulia);
    const answer = await giulia.client.query('sync', { ticket: number, follow: false });
    if (!answer.ok) throw new Error(answer.code);
    const { id } = answer.data.ticket;
    for (let count = 1; count <= 40; count += 1)
      await giulia.do('ticket.reply', { ticket: id, body: `riga ${count}\n\n${'testo '.repeat(40)}` });
    const page = await onTicket(portal, people.giulia, number);
    const box = await log(page).boundingBox();
    if (!box) throw new Error('not on the page');
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.wheel(0, -3_000);
    await page.getByRole('button', { name: 'Vai all’ultimo messaggio' }).waitFor();
    const mark = log(page).getByText('riga 20', { exact: true });
    await mark.scrollIntoViewIfNeeded();
    const before = await mark.boundingBox();
    const luca = await portal.program(people.luca);
    for (const text of ['uno', 'due', 'tre'])
      await luca.do('ticket.reply', { ticket: id, body: `novità ${text}` });
    await page.getByRole('button', { name: '3 nuovi messaggi' }).waitFor();
    expect((await mark.boundingBox())?.y).toBe(before?.y);
    await page.getByRole('button', { name: '3 nuovi messaggi' }).click();
    await log(page).getByText('novità tre').waitFor();
    await page
      .getByRole('button', { name: /nuovi messaggi|ultimo messaggio/ })
      .waitFor({ state: 'detached' });
  });

  it('shows an entry that a link leads to', async () => {
    const paolo = await portal.signIn(people.paolo, '/tickets/1007?at=30');
    const entry = paolo.locator('#entry-1007-30');
    await entry.waitFor();
    await expect
      .poll(async () => {
        const [at, box] = [await entry.boundingBox(), await log(paolo).boundingBox()];
        return at !== null && box !== null && at.y >= box.y - 1 && at.y < box.y + box.height;
      })
      .toBe(true);
  });
});

describe('without script', () => {
  const plain = { javaScriptEnabled: false } as const;

  it('is read, page by page, and answered', async () => {
    const number = await newTicket(portal, 'Senza script');
    const giulia = await portal.signIn(people.giulia, `/tickets/${number}`, plain);
    await log(giulia).getByText('descrizione').waitFor();
    await send(giulia, 'Risposta senza script');
    await log(giulia).getByText('Risposta senza script').waitFor();
    expect(await field(giulia).inputValue()).toBe('');

    const paolo = await portal.signIn(people.paolo, '/tickets/1007?from=1', plain);
    expect(await log(paolo).getByRole('article').first().getAttribute('id')).toBe('entry-1007-1');
    await paolo.getByRole('link', { name: 'Messaggi successivi' }).click();
    await paolo.getByRole('link', { name: 'Messaggi precedenti' }).waitFor();
    expect(await log(paolo).getByRole('article').first().getAttribute('id')).not.toBe('entry-1007-1');
  });

  it('is taken and noted by support, and a refusal keeps the text', async () => {
    const number = await newTicket(portal, 'Assistenza senza script');
    const luca = await portal.signIn(people.luca, `/tickets/${number}`, plain);
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await log(luca).getByText('ha preso in carico il ticket').waitFor();
    await field(luca).fill('solo tra noi');
    await luca.getByRole('button', { name: 'Salva come nota interna' }).click();
    await log(luca).getByText('solo tra noi').waitFor();
    await send(luca, 'b'.repeat(10_001));
    await luca.getByText('È troppo lungo').waitFor();
    expect((await field(luca).inputValue()).length).toBe(10_001);
    const marco = await portal.signIn(people.marco, `/tickets/${number}`, plain);
    expect(await marco.content()).not.toContain('solo tra noi');
  });

  it('is moved to another state; what is missing is said in words, and what was filled in stays', async () => {
    const number = await newTicket(portal, 'Stato senza script');
    const luca = await portal.signIn(people.luca, `/tickets/${number}`, plain);
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await log(luca).getByText('ha preso in carico il ticket').waitFor();
    const opener = luca.locator('summary', { hasText: 'Cambia stato' });
    const choice = (name: string) => luca.getByRole('radio', { name, exact: true });
    const form = luca.locator('form[action$="?/move"]');
    const confirm = form.getByRole('button', { name: 'Conferma', exact: true });
    const said = () => form.innerText();
    await opener.click();
    expect(await luca.getByLabel('Produttore', { exact: true }).isVisible()).toBe(false);
    await confirm.click();
    await expect.poll(said).toContain('Scegli prima il nuovo stato.');

    await choice('Inoltrato al produttore').check();
    await luca.getByLabel('Produttore', { exact: true }).fill('Officine Software');
    await confirm.click();
    await expect.poll(said).toContain('Questo campo è obbligatorio.');
    expect(await choice('Inoltrato al produttore').isChecked()).toBe(true);
    expect(await luca.getByLabel('Produttore', { exact: true }).inputValue()).toBe('Officine Software');
    const reference = luca.getByLabel('Riferimento del produttore');
    expect(await reference.getAttribute('aria-invalid')).toBe('true');
    await reference.fill('OS-77');
    await confirm.click();
    await log(luca).getByText('ha inoltrato il ticket a Officine Software, rif. OS-77').waitFor();

    await opener.click();
    await choice('Risolto, da confermare').check();
    await confirm.click();
    await expect.poll(said).toContain('Per questo passaggio serve un messaggio.');
    expect(await field(luca).inputValue()).toBe('');
    await luca.getByLabel('Testo per il cliente').fill('Risolto con la versione nuova');
    await confirm.click();
    await log(luca).getByText('Risolto con la versione nuova').waitFor();
    const giulia = await portal.signIn(people.giulia, `/tickets/${number}`, plain);
    await giulia.getByText('Risolto: confermi?').first().waitFor();

    await giulia.locator('summary', { hasText: 'Cambia stato' }).click();
    await giulia.getByRole('radio', { name: 'Conferma la soluzione' }).check();
    await giulia.getByRole('button', { name: 'Conferma', exact: true }).click();
    await giulia.getByText('Chiuso', { exact: true }).first().waitFor();
  });

  it('is moved once, and shown, where the same form arrives twice', async () => {
    const number = await newTicket(portal, 'Confermato due volte');
    const luca = await portal.signIn(people.luca, `/tickets/${number}`, plain);
    await luca.locator('summary', { hasText: 'Cambia stato' }).click();
    const forms = luca.locator('form[action$="?/move"]');
    const [key, ticket] = await Promise.all(
      ['key', 'ticket'].map((name) => forms.locator(`input[name=${name}]`).inputValue()),
    );
    const post = () =>
      luca.request.post(`/tickets/${number}?/move`, {
        form: { key: key ?? '', ticket: ticket ?? '', andThen: 'closed.solved', body: 'Fatto.' },
        headers: { origin: portal.url, accept: 'text/html' },
        maxRedirects: 0,
      });
    const answers = [await post(), await post()];
    expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
    expect(new Set(answers.map((answer) => answer.headers()['location'])).size).toBe(1);
  });
});

describe('who may see it', () => {
  it('answers a ticket of another company exactly like one that does not exist', async () => {
    const number = await newTicket(portal, 'Privato');
    const paolo = await portal.signIn(people.paolo, '/');
    const page = async (path: string): Promise<[number | undefined, string]> => {
      const response = await paolo.goto(path);
      return [response?.status(), await paolo.getByRole('main').innerText()];
    };
    expect(await page(`/tickets/${number}`)).toEqual(await page('/tickets/999999'));
  });
});
