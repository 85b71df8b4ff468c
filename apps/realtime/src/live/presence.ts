import {
  type Action,
  can,
  type Presence,
  type PresenceKind,
  presenceInput,
  presenceKinds,
  type Side,
} from '@sportello/core';
import type { Installation } from '@sportello/domain';
import { findTicket } from '@sportello/models';
import type { Server } from 'socket.io';
import type { Client } from './client.ts';

/** The right that a signal presupposes: nobody is shown writing who could not send. */
const rightTo: Readonly<Record<PresenceKind, Action>> = {
  viewing: 'ticket.read',
  writing: 'ticket.reply',
  writing_note: 'ticket.note',
  gone: 'ticket.read',
};

/** The room of one side of a ticket: signals carry their audience, so that typing a note is never told to a customer. */
function roomOf(ticket: string, side: Side): string {
  return `${side}:${ticket}`;
}

/** Tells who is present and who writes, across nodes; nothing of it is stored, and nothing depends on it. */
export class PresenceRelay {
  readonly #io: Server;
  readonly #installation: Installation;
  /** What each page may say of itself on the tickets it is present on, asked once so that renewals cost no query. */
  readonly #present = new Map<Client, Map<string, ReadonlySet<PresenceKind>>>();

  constructor(io: Server, installation: Installation) {
    this.#io = io;
    this.#installation = installation;
  }

  /** A page follows a ticket: it hears the others from now on. */
  async join(client: Client, ticket: string): Promise<void> {
    if (client.socket.connected) await client.socket.join(roomOf(ticket, client.principal.side));
  }

  /** A page leaves a ticket: the others see it go. */
  async leave(client: Client, ticket: string): Promise<void> {
    await client.socket.leave(roomOf(ticket, client.principal.side));
    if (this.#present.get(client)?.delete(ticket)) this.#tell(client, ticket, 'gone');
  }

  /** A page is gone. */
  disconnected(client: Client): void {
    for (const ticket of this.#present.get(client)?.keys() ?? []) this.#tell(client, ticket, 'gone');
    this.#present.delete(client);
  }

  /** Receives what a page says of itself; ill-formed or foreign signals are dropped. */
  async signal(client: Client, payload: unknown): Promise<void> {
    const parsed = presenceInput.safeParse(payload);
    if (!parsed.success || !client.followed.has(parsed.data.ticket)) return;
    const { ticket, kind } = parsed.data;
    const allowed = await this.#allowed(client, ticket);
    // It may have gone, or left the ticket, meanwhile.
    if (!allowed.has(kind) || !client.socket.connected || !client.followed.has(ticket)) return;
    const tickets = this.#present.get(client) ?? new Map<string, ReadonlySet<PresenceKind>>();
    this.#present.set(client, tickets);
    if (kind === 'gone') tickets.delete(ticket);
    else tickets.set(ticket, allowed);
    this.#tell(client, ticket, kind);
  }

  async #allowed(client: Client, ticket: string): Promise<ReadonlySet<PresenceKind>> {
    const known = this.#present.get(client)?.get(ticket);
    if (known) return known;
    const found = await findTicket(this.#installation.database, ticket);
    const allowed = presenceKinds.filter(
      (kind) => found !== null && can(client.principal, rightTo[kind], found),
    );
    return new Set(allowed);
  }

  #tell(client: Client, ticket: string, kind: PresenceKind): void {
    const { principal, name } = client.context;
    const presence = (shown: PresenceKind): Presence => ({
      ticket,
      person: principal.person,
      name,
      side: principal.side,
      device: client.socket.id,
      kind: shown,
    });
    // Not volatile: two signals in one moment would lose the second, and a page that does not read is cut anyway.
    const except = (room: string) => this.#io.to(room).except(client.socket.id);
    except(roomOf(ticket, 'staff')).emit('presence', presence(kind));
    except(roomOf(ticket, 'customer')).emit('presence', presence(kind === 'writing_note' ? 'viewing' : kind));
  }
}
