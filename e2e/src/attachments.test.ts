import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const sendButton = (page: Page) => page.getByRole('button', { name: 'Invia', exact: true });
const description = (page: Page, name: string | RegExp) =>
  page.getByLabel(typeof name === 'string' ? `Descrizione di ${name}` : name);

/** Chooses files as the button of the browser does. */
const choose = (page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[type=file]').first().setInputFiles(files);

const text = (name: string, words: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(words),
});

/** Lets a browser event bring a file along, as a hand with a mouse or a keyboard would. */
async function bring(page: Page, how: 'paste' | 'drop', name: string, type: string, bytes: Buffer) {
  await field(page).evaluate(
    async (element, given) => {
      const file = new File([Uint8Array.from(atob(given.base64), (one) => one.charCodeAt(0))], given.name, {
        type: given.type,
      });
      const transfer = new DataTransfer();
      transfer.items.add(file);
      const more = { bubbles: true, cancelable: true };
      if (given.how === 'paste') {
        element.dispatchEvent(new ClipboardEvent('paste', { ...more, clipboardData: transfer }));
        return;
      }
      const ticket = element.closest('section') ?? element;
      const drag = (kind: string) => new DragEvent(kind, { ...more, dataTransfer: transfer });
      ticket.dispatchEvent(drag('dragenter'));
      // What takes it is fetched with the first drag; a hand is slower than that.
      for (let taken = false; !taken; ) {
        const over = drag('dragover');
        ticket.dispatchEvent(over);
        taken = over.defaultPrevented;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      ticket.dispatchEvent(drag('drop'));
    },
    { how, name, type, base64: bytes.toString('base64') },
  );
}

describe('files of a conversation', () => {
  it('are uploaded, kept over a reload, seen live by the other side, opened and downloaded as they were', async () => {
    const number = await newTicket(portal, 'Schermata dello scarto');
    const [giulia, luca] = await Promise.all([
      onTicket(portal, people.giulia, number),
      onTicket(portal, people.luca, number),
    ]);
    const screenshot = await giulia.screenshot();
    await choose(giulia, [{ name: '../scarto 00404.png', mimeType: 'image/png', buffer: screenshot }]);
    await description(giulia, 'scarto 00404.png').fill('Lo scarto in console');
    await giulia.reload();
    await description(giulia, 'scarto 00404.png').waitFor();
    expect(await description(giulia, 'scarto 00404.png').inputValue()).toBe('Lo scarto in console');
    await send(giulia, 'Ecco la schermata');

    const picture = log(luca).getByRole('img', { name: 'Lo scarto in console' });
    await picture.waitFor();
    const isShown = (image: HTMLImageElement | SVGElement | HTMLElement) =>
      image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0;
    await expect.poll(() => picture.evaluate(isShown)).toBe(true);
    expect(await picture.boundingBox()).toMatchObject({ width: 280, height: 175 });
    await picture.click();
    const dialog = luca.getByRole('dialog', { name: 'scarto 00404.png' });
    const large = dialog.getByRole('img', { name: 'Lo scarto in console' });
    await expect.poll(() => large.evaluate(isShown)).toBe(true);
    const downloading = luca.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Scarica' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('scarto 00404.png');
    expect(screenshot.equals(await readFile(await download.path()))).toBe(true);
    await luca.keyboard.press('Escape');

    // After a reload they are there with the page itself.
    await luca.reload();
    await picture.waitFor();
    await luca.getByRole('heading', { name: /^Allegati/ }).waitFor();
    await luca.getByText('scarto 00404.png').first().waitFor();
    await giulia.goto('/tickets?view=open');
    const row = giulia.getByRole('article').filter({ hasText: `#${number}` });
    await row.getByRole('button', { name: `#${number}: Un allegato` }).click();
    const again = giulia.waitForEvent('download');
    await row.getByRole('link', { name: 'Scarica: scarto 00404.png' }).click();
    expect((await again).suggestedFilename()).toBe('scarto 00404.png');
    // The row is still the link it was.
    expect(new URL(giulia.url()).pathname).toBe('/tickets');
  });

  it('may be pasted and dropped, need no text, and in a note stay with support', async () => {
    const number = await newTicket(portal, 'Allegati trascinati');
    const [giulia, luca] = await Promise.all([
      onTicket(portal, people.giulia, number),
      onTicket(portal, people.luca, number),
    ]);
    await bring(giulia, 'paste', 'image.png', 'image/png', await giulia.screenshot());
    await description(giulia, /^Descrizione di Schermata delle \d\d\.\d\d\.png$/).waitFor();
    await bring(giulia, 'drop', 'registro.txt', 'text/plain', Buffer.from('riga 1'));
    await description(giulia, 'registro.txt').waitFor();
    await sendButton(giulia).click();
    await log(luca)
      .getByRole('link', { name: /^registro\.txt/ })
      .waitFor();
    await log(luca)
      .getByRole('img', { name: /^Schermata delle/ })
      .waitFor();

    await luca.getByRole('button', { name: 'Nota interna' }).click();
    await choose(luca, [text('riservato.txt', 'solo per noi')]);
    await description(luca, 'riservato.txt').waitFor();
    await send(luca, 'Per il reparto');
    await log(luca)
      .getByRole('link', { name: /^riservato\.txt/ })
      .waitFor();
    await luca.getByRole('heading', { name: 'Allegati 3' }).waitFor();
    await giulia.reload();
    await giulia.getByRole('heading', { name: 'Allegati 2' }).waitFor();
    expect(await giulia.getByText('riservato.txt').count()).toBe(0);
  });

  it('begin anew after a lost connection, and are refused in words when they cannot be taken', async () => {
    const number = await newTicket(portal, 'Rete che cade');
    const giulia = await onTicket(portal, people.giulia, number);
    await giulia.route('**/api/attachments', (route) => route.abort());
    await choose(giulia, [text('lungo.txt', 'x'.repeat(10_000))]);
    await giulia.getByText('Connessione persa: il caricamento ripartirà da capo.').waitFor();
    expect(await sendButton(giulia).isDisabled()).toBe(true);
    await giulia.unroute('**/api/attachments');
    await description(giulia, 'lungo.txt').waitFor();
    await choose(giulia, [{ ...text('enorme.bin', ''), buffer: Buffer.alloc(25 * 1024 * 1024 + 1) }]);
    await giulia.getByText('Il file è troppo grande: al massimo 25 MB.').waitFor();
    expect(await sendButton(giulia).isDisabled()).toBe(true);
    await giulia.getByRole('button', { name: 'Togli enorme.bin' }).click();
    await send(giulia, 'Solo il primo');
    await log(giulia)
      .getByRole('link', { name: /^lungo\.txt/ })
      .waitFor();
  });

  it('go along with a new ticket', async () => {
    const page = await portal.signIn(people.giulia, '/tickets/new');
    // Files chosen before the page listens are a plain form's.
    await page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
    await page.getByLabel('Titolo', { exact: true }).fill('Stampa con un allegato');
    await page.getByLabel('Descrizione', { exact: true }).fill('Vedi il registro che allego.');
    await choose(page, [text('registro.txt', 'riga 1')]);
    await description(page, 'registro.txt').fill('Il registro di stamattina');
    await page.getByRole('button', { name: 'Invia ticket' }).click();
    await page.waitForURL(/\/tickets\/\d+$/);
    await log(page)
      .getByRole('link', { name: /^registro\.txt/ })
      .waitFor();
    await log(page).getByText('Il registro di stamattina').waitFor();
  });
});

describe('files where there is no script', () => {
  const plain = { javaScriptEnabled: false } as const;
  const chosen = (page: Page) => page.locator('input[type=file][name=files]');
  const keptFiles = (page: Page) => page.locator('input[name=kept]');

  it('go along with an answer, under the limits that are told beside the field', async () => {
    const number = await newTicket(portal, 'Allegati senza script');
    const giulia = await portal.signIn(people.giulia, `/tickets/${number}`, plain);
    // What stands in `noscript` is no text to the test's browser.
    await chosen(giulia).waitFor();
    expect(await giulia.content()).toContain('Fino a 10 file, 25 MB ciascuno.');
    await chosen(giulia).setInputFiles([text('più righe.txt', 'riga 1'), text('due.txt', 'riga 2')]);
    await giulia.getByLabel('Che cosa contengono i file').fill('I registri');
    await send(giulia, 'Ecco i registri');
    const link = log(giulia).getByRole('link', { name: /^più righe\.txt/ });
    await link.waitFor();
    expect(await log(giulia).getByText('I registri', { exact: true }).count()).toBe(2);
    const address = new URL((await link.getAttribute('href')) ?? '', giulia.url());
    expect(await (await giulia.request.get(address.href)).text()).toBe('riga 1');

    await chosen(giulia).setInputFiles([
      text('terzo.txt', 'riga 3'),
      { ...text('enorme.bin', ''), buffer: Buffer.alloc(25 * 1024 * 1024 + 1) },
    ]);
    await send(giulia, 'Ne mancava uno');
    await giulia.getByText('Il file è troppo grande: al massimo 25 MB.').waitFor();
    // What was written and what was taken are there; what is not wanted any more is left out.
    expect(await field(giulia).inputValue()).toBe('Ne mancava uno');
    expect(await keptFiles(giulia).count()).toBe(1);
    expect(await keptFiles(giulia).isChecked()).toBe(true);
    await sendButton(giulia).click();
    await log(giulia)
      .getByRole('link', { name: /^terzo\.txt/ })
      .waitFor();
  });

  it('go along with a new ticket, also when it was refused first', async () => {
    const page = await portal.signIn(people.giulia, '/tickets/new', plain);
    await chosen(page).setInputFiles([text('registro.txt', 'riga 1')]);
    await page.getByLabel('Descrizione', { exact: true }).fill('Vedi il registro che allego.');
    await page.getByRole('button', { name: 'Invia ticket' }).click();
    await keptFiles(page).waitFor();
    await page.getByLabel('Titolo', { exact: true }).fill('Allegato senza script');
    await page.getByRole('button', { name: 'Invia ticket' }).click();
    await page.waitForURL(/\/tickets\/\d+$/);
    await log(page)
      .getByRole('link', { name: /^registro\.txt/ })
      .waitFor();
  });

  it('are taken by the forms of messages alone: what is larger than a form is refused everywhere else', async () => {
    const number = await newTicket(portal, 'Troppo grande');
    const giulia = await portal.signIn(people.giulia, '/tickets', plain);
    const much = { multipart: { files: { ...text('x.bin', ''), buffer: Buffer.alloc(600 * 1024) } } };
    for (const path of ['/login', `/tickets/${number}?/take`, `/tickets/${number}?/archive`, '/preferences'])
      expect((await giulia.request.post(path, { ...much, headers: { origin: portal.url } })).status()).toBe(
        413,
      );
  });

  it('are refused in one piece when the form is none, and whoever comes next is served (ATT-09)', async () => {
    const number = await newTicket(portal, 'Nessun modulo');
    const giulia = await portal.signIn(people.giulia, '/tickets', plain);
    const part = (name: string, text: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const begun = `${part('body', 'mai scritto')}--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nriga`;
    const many = Array.from({ length: 10_000 }, (_, at) => part(`field${at}`, 'x')).join('');
    for (const [type, data] of [
      ['multipart/form-data', begun],
      ['multipart/form-data; boundary=', begun],
      ['multipart/form-data; boundary=x', begun],
      ['multipart/form-data; boundary=x', `${many}--x--\r\n`],
      ['multipart/form-data; boundary=x', 'nessun confine'],
    ] as const) {
      const headers = { origin: portal.url, 'content-type': type, accept: 'text/html', connection: 'close' };
      const answer = await giulia.request.post(`/tickets/${number}?/reply`, { headers, data });
      expect([type, answer.status()]).toEqual([type, 400]);
    }
    await giulia.goto(`/tickets/${number}`);
    await send(giulia, 'Tutto bene');
    await log(giulia).getByText('Tutto bene').waitFor();
    expect(await giulia.getByText('mai scritto').count()).toBe(0);
  });
});
