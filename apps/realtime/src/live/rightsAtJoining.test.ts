import type { Result, ServerEvent } from '@sportello/core';
import { type Context, Identity } from '@sportello/domain';
import type { PersonId } from '@sportello/models';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSocketsAsking, type SocketsOfTest } from '../testing/ownIdentity.ts';
import { eventually } from '../testing/process.ts';

/** Keeps back what it has read of the next handshake until the test lets it go. */
class KeepingIdentity extends Identity {
  /** Set while an answer is kept back. */
  goOn: (() => void) | null = null;
  isKeeping = false;

  override async identify(cookieHeader: string | undefined): Promise<Context | null> {
    const read = await super.identify(cookieHeader);
    if (!this.isKeeping) return read;
    this.isKeeping = false;
    await new Promise<void>((resolve) => {
      this.goOn = resolve;
    });
    return read;
  }
}

/** Of the reply that a page sends when it joins. */
const KEY = '1c5e9b0e-5a0f-4f0e-9d3e-1f6f3a3f5b10';

/** What happens to a person whose handshake has been read and is not let in yet. */
type Meanwhile = (sockets: SocketsOfTest<KeepingIdentity>, person: string) => Promise<unknown>;

const onPeople =
  (change: object): Meanwhile =>
  ({ world }, person) =>
    world.installation.database.people.updateOne({ _id: person }, change);

const onSessions =
  (act: 'deleteMany' | 'updateMany'): Meanwhile =>
  async ({ world }, person) => {
    const { connection } = world.installation.database;
    const mine = { userId: new connection.base.mongo.ObjectId(person) };
    const sessions = connection.collection('sessions');
    if (act === 'deleteMany') await sessions.deleteMany(mine);
    else await sessions.updateMany(mine, { $set: { company: world.ids.companies.get('verdi') } });
  };

/** Lets somebody connect, with a change that this process hears of between the reading of the rights and the joining. */
async function joining(who: PersonId, meanwhile: Meanwhile) {
  const sockets = await openSocketsAsking(KeepingIdentity);
  const { world, installation, identity } = sockets;
  const { ticket } = await world.openTicket(who);
  const reloads: ServerEvent<'reload'>['reason'][] = [];
  const replies: Promise<Result<unknown>>[] = [];
  const client = await sockets.client(who, {
    reload: (reason) => reloads.push(reason),
    // As soon as it can, as an outbox does.
    liveness: (state) => {
      if (state === 'live') replies.push(client.command('ticket.reply', { ticket, body: 'ancora' }, KEY));
    },
  });
  const thread = client.follow(ticket, null, { changed: () => undefined });
  let isHeard = false;
  onTestFinished(
    installation.onRing((ring) => {
      if (ring?.collection === 'people' || ring?.collection === 'sessions') isHeard = true;
    }),
  );
  identity.isKeeping = true;
  client.open();
  await eventually('the reading of the rights', () => identity.goOn !== null);
  await meanwhile(sockets, world.ids.people.get(who) ?? '');
  await eventually('the bell of the change', () => isHeard);
  identity.goOn?.();
  return { world, ticket, client, thread, reloads, replies };
}

describe('a page that joins while its rights change', () => {
  it.each([
    ['deactivated', 'session_ended', onPeople({ active: false })],
    ['without the membership', 'session_ended', onPeople({ memberships: [] })],
    ['with a lower role', 'rights_changed', onPeople({ 'memberships.0.role': 'readOnly' })],
    ['signed out', 'session_ended', onSessions('deleteMany')],
    ['in another company', 'company_changed', onSessions('updateMany')],
  ] as const)('%s: is dismissed before it hears or does anything', async (_, reason, meanwhile) => {
    const { world, ticket, thread, reloads, replies } = await joining('chiara', meanwhile);
    await eventually('the dismissal', () => reloads.includes(reason));
    expect(thread.log).toBeNull();
    expect(await replies[0]).toMatchObject({ ok: false });
    const entries = await world.installation.database.entries.countDocuments({ ticket });
    expect(entries).toBe(1);
  });

  it('stays when what changed is none of its rights', async () => {
    const { client, thread, reloads, replies } = await joining('chiara', onPeople({ locale: 'en' }));
    await eventually('the first window', () => thread.log !== null);
    expect(await replies[0]).toMatchObject({ ok: true });
    expect([client.liveness, reloads]).toEqual(['live', []]);
  });
});
