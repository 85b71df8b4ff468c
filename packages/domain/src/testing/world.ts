import type { State } from '@sportello/core';
import { states } from '@sportello/core';
import type { CompanyId, PersonId } from '@sportello/models';
import { systemAuthor } from '../context.ts';
import type { TestInstallation } from './installation.ts';

/** A ticket of the small world. */
export interface WorldTicket {
  readonly ticket: string;
  readonly number: number;
  readonly company: CompanyId;
  readonly state: State;
}

/** Who of the cast acts for whom: everybody once for each of their companies. */
export const worldPeople = [
  ['giulia', 'rossi'],
  ['marco', 'rossi'],
  ['sara', 'rossi'],
  ['rita', 'rossi'],
  ['ugo', 'rossi'],
  ['ugo', 'bianchi'],
  ['paolo', 'bianchi'],
  ['chiara', 'bianchi'],
  ['chiara', 'verdi'],
  ['ivo', 'verdi'],
  ['anna', undefined],
  ['luca', undefined],
  ['nadia', undefined],
  ['tommaso', undefined],
  ['elena', undefined],
  ['dario', undefined],
] as const satisfies readonly (readonly [PersonId, CompanyId | undefined])[];

const requesters: Readonly<Record<CompanyId, readonly PersonId[]>> = {
  rossi: ['marco', 'sara'],
  bianchi: ['paolo'],
  verdi: ['ivo'],
};

/**
 * Fills an installation with one ticket of every requester in every state: three companies (one of them held), a
 * low-profile requester, an outside collaborator on every fourth, notes that only staff see, operators on some.
 */
export async function loadWorld(test: TestInstallation): Promise<WorldTicket[]> {
  const world: WorldTicket[] = [];
  for (const company of ['rossi', 'bianchi', 'verdi'] as const) {
    for (const by of requesters[company]) {
      for (const state of states) {
        const { ticket, number } = await test.openTicket(by, { title: `${company} ${state}` });
        await moveTo(test, ticket, state);
        world.push({ ticket, number, company, state });
      }
    }
  }
  const seen = world.filter(({ state }) => state !== 'authorization');
  for (const [index, { ticket, state }] of seen.entries()) {
    await test.run('luca', 'ticket.note', { ticket, body: 'Nota riservata' });
    if (index % 4 === 0 && state !== 'closed' && state !== 'discarded')
      await test.run('anna', 'ticket.assign', { ticket, operator: test.ids.people.get('dario') ?? '' });
    if (index % 3 === 0) await test.run('luca', 'ticket.reply', { ticket, body: 'Verifichiamo' });
  }
  return world;
}

/** Puts a ticket into a state as a timer would, whatever state it is in. */
export async function moveTo(test: TestInstallation, ticket: string, state: State): Promise<void> {
  await test.installation.committer.commit(ticket, (now) => ({
    drafts: [
      {
        kind: 'change',
        audience: 'all',
        author: systemAuthor,
        key: null,
        changes: { state: [now?.state ?? null, state] },
      },
    ],
  }));
}
