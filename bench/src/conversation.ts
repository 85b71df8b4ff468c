import type { SportelloClient } from '@sportello/core/client';
import type { World } from './world.ts';

/** People of the cast who may write in any ticket of these benchmarks. */
const customers = ['giulia@rossi.example', 'marco@rossi.example', 'ugo@rete.example'] as const;
const operators = [
  'luca@nordest.example',
  'nadia@nordest.example',
  'tommaso@nordest.example',
  'anna@nordest.example',
  'elena@nordest.example',
] as const;

/** A ticket with a customer and an operator who have it open. */
export interface Conversation {
  readonly ticket: string;
  readonly customer: SportelloClient;
  readonly operator: SportelloClient;
}

/** A message of 70 bytes. */
export const MESSAGE = 'Buongiorno, ho provato la procedura ma lo scarto resta, cosa controllo?';

/** Opens a ticket as a customer. */
export async function openTicket(client: SportelloClient): Promise<string> {
  const opened = await client.insist(
    'ticket.open',
    {
      title: 'Misura',
      description: 'Aperto per misurare.',
      category: 'accounting',
      subcategory: 'e-invoicing',
    },
    crypto.randomUUID(),
  );
  if (!opened.ok) throw new Error(`a ticket cannot be opened: ${opened.code}`);
  return opened.data.ticket;
}

/** Opens conversations: a ticket each, two sockets each, spread evenly over two nodes where another one is given. */
export async function openConversations(
  world: World,
  count: number,
  otherUrl?: string,
): Promise<Conversation[]> {
  const conversations: Conversation[] = [];
  for (let index = 0; index < count; index += 1) {
    // Both on the first, both on the other, and each way apart: as often as a proxy would put them.
    const [customerUrl, operatorUrl] = [index & 1 ? otherUrl : undefined, index & 2 ? otherUrl : undefined];
    const customer = await world.client(customers[index % customers.length] ?? customers[0], customerUrl);
    const operator = await world.client(operators[index % operators.length] ?? operators[0], operatorUrl);
    const ticket = await openTicket(customer);
    await operator.insist('ticket.take', { ticket }, crypto.randomUUID());
    for (const client of [customer, operator]) client.follow(ticket, null, { changed: () => undefined });
    conversations.push({ ticket, customer, operator });
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return conversations;
}

/** Ends the connections of conversations. */
export function closeConversations(conversations: readonly Conversation[]): void {
  for (const { customer, operator } of conversations) {
    customer.close();
    operator.close();
  }
}

/** Writes a message and answers the milliseconds until its acknowledgement. */
export async function write(client: SportelloClient, ticket: string): Promise<number> {
  const at = performance.now();
  const answer = await client.insist('ticket.reply', { ticket, body: MESSAGE }, crypto.randomUUID());
  if (!answer.ok) throw new Error(`a message was refused: ${answer.code}`);
  return performance.now() - at;
}

/** Milliseconds from pressing Send to the other page having the entry, one after the other at a calm pace. */
export async function delays(
  { ticket, customer, operator }: Conversation,
  messages: number,
  pause: number,
): Promise<number[]> {
  const taken: number[] = [];
  let heard: (() => void) | null = null;
  operator.unfollow(ticket);
  operator.follow(ticket, null, {
    changed: () => undefined,
    received: (_, via) => {
      if (via === 'live') heard?.();
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let index = 0; index < messages; index += 1) {
    const at = performance.now();
    const shown = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await Promise.all([write(customer, ticket), shown]);
    taken.push(performance.now() - at);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return taken;
}
