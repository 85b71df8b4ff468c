import type { CompanyCard, ServerEvent } from '@sportello/core';
import type { PersonId } from '@sportello/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestCluster, type TestCluster } from '../testing/process.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await openTestCluster(1);
});
afterAll(() => cluster.close());

interface Heard {
  readonly companies: CompanyCard[];
  readonly reloads: ServerEvent<'reload'>['reason'][];
}

async function listening(person: PersonId) {
  const heard: Heard = { companies: [], reloads: [] };
  const client = await cluster.client(0, person, {
    names: ({ companies }) => heard.companies.push(...companies),
    reload: (reason) => heard.reloads.push(reason),
  });
  return { client, heard };
}

describe('a company that changes', () => {
  it('is told to support, whose pages stay as they are; its own people load again; nobody else notices', async () => {
    const { ids, installation, run, openTicket } = cluster.world;
    const { ticket } = await openTicket('marco');
    const [luca, dario, marco, paolo] = [
      await listening('luca'),
      await listening('dario'),
      await listening('marco'),
      await listening('paolo'),
    ];
    const company = ids.companies.get('rossi') ?? '';
    const change = (hold: { reason: string; text: string; callWhom: string } | null) =>
      installation.database.companies.updateOne({ _id: company }, { hold, $inc: { revision: 1 } });

    await change({ reason: 'fatture', text: 'sospesa', callWhom: 'Elena' });
    await eventually('the hold on the page of Luca', () => luca.heard.companies.length === 1);
    expect(luca.heard.companies[0]).toMatchObject({ id: company, held: { reason: 'fatture' } });
    await eventually('the reload of Marco', () => marco.heard.reloads.includes('rights_changed'));

    // Dario has no ticket of this company: he hears of it only once he is called to one.
    await run('luca', 'ticket.assign', { ticket, operator: ids.people.get('dario') ?? '' });
    await change(null);
    await eventually('the end of the hold', () => luca.heard.companies.length === 2);
    await eventually('the end of the hold on the page of Dario', () => dario.heard.companies.length > 0);
    expect(dario.heard.companies.map(({ held }) => held)).toEqual([null]);

    expect([luca, dario, paolo].map(({ client, heard }) => [client.liveness, heard.reloads])).toEqual(
      Array(3).fill(['live', []]),
    );
    expect(paolo.heard.companies).toEqual([]);
  });
});
