import { type Context, Identity } from '@sportello/domain';
import { expect, it } from 'vitest';
import { openSocketsAsking } from '../testing/ownIdentity.ts';
import { eventually } from '../testing/process.ts';

/** Looks rights up when the test says so. */
class SlowIdentity extends Identity {
  waiting: (() => void)[] = [];
  isSlow = false;

  override async contextOf(...given: Parameters<Identity['contextOf']>): Promise<Context | null> {
    if (this.isSlow) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return super.contextOf(...given);
  }
}

it('says nothing to a page while its rights are being looked up, and never what came after they ended (RTC-07)', async () => {
  const { world, identity, client: clientOf } = await openSocketsAsking(SlowIdentity);
  const { ticket } = await world.openTicket('marco');
  const pages = await Promise.all(
    (['marco', 'giulia'] as const).map(async (who) => {
      const client = await clientOf(who);
      const thread = client.follow(ticket, null, { changed: () => undefined });
      client.open();
      await eventually('the first window', () => thread.log !== null);
      return { client, thread };
    }),
  );
  const [marco, giulia] = pages;
  identity.isSlow = true;
  await world.installation.database.people.updateOne(
    { _id: world.ids.people.get('marco') ?? '' },
    { active: false },
  );
  await eventually('the looking up', () => identity.waiting.length > 0);
  await world.run('anna', 'ticket.reply', { ticket, body: 'dopo' });
  await eventually('the reply on the page of a colleague', () => giulia?.thread.log?.ticket.seq === 2);
  const asked = marco?.client.query('sync', { ticket });
  identity.isSlow = false;
  for (const goOn of identity.waiting) goOn();
  await eventually('the dismissal', () => marco?.client.liveness !== 'live');
  expect(marco?.thread.log?.ticket.seq).toBe(1);
  expect(await asked).toMatchObject({ ok: false });
});
