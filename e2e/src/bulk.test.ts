import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const rowsOf = (page: Page) => page.getByRole('article');
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Ticket selezionati' });
const alive = (page: Page) => page.getByText('in diretta').first().waitFor({ state: 'attached' });

async function choose(page: Page, act: string) {
  await bar(page).getByRole('button', { name: 'Azioni' }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

/** Opens some tickets of Rossi with a mark in their titles. */
async function openSome(mark: string, count: number): Promise<number[]> {
  const marco = await portal.program('marco@rossi.example');
  const numbers: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const { number } = await marco.do('ticket.open', {
      title: `${mark} ${index}`,
      description: 'I registri di ottobre non quadrano.',
      category: 'accounting',
      subcategory: 'vat-registers',
    });
    numbers.push(number);
  }
  return numbers;
}

describe('acting on many tickets', () => {
  it('does it for each that lets it, tells of each that does not, and keeps those selected', async () => {
    const [first = 0, second = 0, third = 0] = await openSome('Insieme', 3);
    const luca = await portal.signIn('luca@nordest.example', '/tickets?view=unassigned&sort=created');
    await alive(luca);
    const row = (number: number) => rowsOf(luca).filter({ hasText: `#${number}` });
    await row(third).waitFor();
    await row(third).hover();
    await luca.getByLabel(`Seleziona #${third}`).click();
    await luca.getByLabel(`Seleziona #${first}`).click({ modifiers: ['Shift'] });
    await bar(luca).getByText('3 selezionati').waitFor();
    expect(await violations(luca)).toEqual([]);

    const anna = await portal.program('anna@nordest.example');
    const taken = await anna.client.query('list', { view: 'open', number: second });
    const ticket = taken.ok ? (taken.data.rows[0]?.ticket.id ?? '') : '';
    await anna.do('ticket.take', { ticket });
    await choose(luca, 'Prendi in carico');
    const outcome = luca.getByRole('dialog', { name: 'Prendi in carico' });
    await outcome.getByText('Fatti: 2. Non fatti: 1').waitFor();
    await outcome.getByText(`#${second}`).waitFor();
    await luca.keyboard.press('Escape');
    await bar(luca).getByText('1 selezionato').waitFor();
  });

  it('archives by keyboard, and takes it back', async () => {
    await openSome('Da archiviare', 3);
    const marco = await portal.signIn('marco@rossi.example', '/tickets?view=mine&sort=created');
    await alive(marco);
    const links = rowsOf(marco).getByRole('heading').getByRole('link');
    await links.first().focus();
    await marco.keyboard.press('s');
    await marco.keyboard.press('Shift+ArrowDown');
    await marco.keyboard.press('Shift+ArrowDown');
    await bar(marco).getByText('3 selezionati').waitFor();
    await choose(marco, 'Archivia');
    await marco.getByText('Fatto su 3 ticket').waitFor();
    const archived = async () => {
      const program = await portal.program('marco@rossi.example');
      const answer = await program.client.query('list', { view: 'archived' });
      return answer.ok
        ? answer.data.rows.filter(({ ticket }) => ticket.title.startsWith('Da archiviare')).length
        : -1;
    };
    expect(await archived()).toBe(3);
    await marco.getByRole('button', { name: 'Annulla' }).click();
    await expect.poll(archived).toBe(0);
  });

  it('answers one from its row, with the draft of its page', async () => {
    const [number = 0] = await openSome('Risposta in riga', 1);
    const luca = await portal.signIn('luca@nordest.example', '/tickets?view=unassigned&sort=created');
    await alive(luca);
    await luca.getByRole('button', { name: `Azioni su #${number}` }).click();
    await luca.getByRole('menuitem', { name: 'Rispondi da qui' }).click();
    await luca.getByLabel(`Risposta a #${number}`).fill('Guardo e ti dico.');
    await luca.goto(`/tickets/${number}`);
    await expect
      .poll(() => luca.getByLabel('Messaggio', { exact: true }).inputValue())
      .toBe('Guardo e ti dico.');
    await luca.goto('/tickets?view=unassigned&sort=created');
    await alive(luca);
    await luca.getByRole('button', { name: `Azioni su #${number}` }).click();
    await luca.getByRole('menuitem', { name: 'Rispondi da qui' }).click();
    await luca.getByLabel(`Risposta a #${number}`).press('Control+Enter');
    await luca.getByText(`Risposta inviata su #${number}`).waitFor();
    await luca.goto(`/tickets/${number}`);
    await luca.getByRole('log').getByText('Guardo e ti dico.').waitFor();
  });

  it('closes many with one answer, from the queue of the desk', async () => {
    const numbers = await openSome('Stessa risposta', 2);
    const luca = await portal.program('luca@nordest.example');
    for (const number of numbers) {
      const found = await luca.client.query('list', { view: 'open', number });
      await luca.do('ticket.take', { ticket: found.ok ? (found.data.rows[0]?.ticket.id ?? '') : '' });
    }
    const desk = await portal.signIn('luca@nordest.example', '/desk?view=mine&sort=created');
    await alive(desk);
    for (const number of numbers) {
      await rowsOf(desk)
        .filter({ hasText: `#${number}` })
        .hover();
      await desk.getByLabel(`Seleziona #${number}`).click();
    }
    await choose(desk, 'Chiudi con una risposta…');
    await desk.getByLabel('Risposta, uguale per tutti').fill('Corretto con l’aggiornamento di oggi.');
    await desk.getByRole('button', { name: 'Applica a 2 ticket' }).click();
    await desk.getByText('Fatto su 2 ticket').waitFor();
    for (const number of numbers) {
      const found = await luca.client.query('list', { view: 'waiting', number });
      expect(found.ok && found.data.rows[0]?.ticket.state).toBe('resolved');
    }
  });
});
