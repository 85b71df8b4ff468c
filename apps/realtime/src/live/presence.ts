import { can, type Presence, type PresenceKind, presenceInput, type Side } from '@sportello/core';
import type { Installation } from '@sportello/domain';
import { findTicket } from '@sportello/models';
import type { Server } from 'socket.io';
import type { Client } from './client.ts';

/** The room of one side of a ticket: signals carry their audience, so that typing a note is never told to a customer. */
export function roomOf(ticket: string, side: Side): string {
  return `${side}:${ticket}`;
}

/** Tells who is present and who writes, across nodes; nothing of it is stored, and nothing depends on it. */
export class PresenceRelay {
  readonly #io: Server;
  readonly #installation: Installation;
  readonly #kinds = new Map<Client, Map<string, PresenceKind>>();

  constructor(io: Server, installation: Installation) {
    this.#io = io;
    this.#installation = installation;
  }

  /** A page follows a ticket: it hears the others from now on. */
  async join(client: Client, ticket: string): Promise<void> {
    await client.socket.join(roomOf(ticket, client.principal.side));
  }

  /** A page leaves a ticket: the others see it go. */
  async leave(client: Client, ticket: string): Promise<void> {
    await client.socket.leave(roomOf(ticket, client.principal.side));
    if (this.#kinds.get(client)?.delete(ticket)) this.#tell(client, ticket, 'gone');
  }

  /** A page is gone. */
  disconnected(client: Client): void {
    for (const ticket of this.#kinds.get(client)?.keys() ?? []) this.#tell(client, ticket, 'gone');
    this.#kinds.delete(client);
  }

  /** Receives what a page says of itself; ill-formed or foreign signals are dropped. */
  async signal(client: Client, payload: unknown): Promise<void> {
    const parsed = presenceInput.safeParse(payload);
    if (!parsed.success || !client.followed.has(parsed.data.ticket)) return;
    const { ticket, kind } = parsed.data;
    if (!(await this.#maySignal(client, ticket))) return;
    const kinds = this.#kinds.get(client) ?? new Map<string, PresenceKind>();
    this.#kinds.set(client, kinds);
    if (kind === 'gone') kinds.delete(ticket);
    else kinds.set(ticket, kind);
    this.#tell(client, ticket, kind);
  }

  /** Only a page that passed this check once is in the list of kinds, so that renewals cost no query. */
  async #maySignal(client: Client, ticket: string): Promise<boolean> {
    if (this.#kinds.get(client)?.has(ticket)) return true;
    const found = await findTicket(this.#installation.database, ticket);
    return found !== null && can(client.principal, 'ticket.read', found);
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
    const except = (room: string) => this.#io.to(room).except(client.socket.id).volatile;
    except(roomOf(ticket, 'staff')).emit('presence', presence(kind));
    except(roomOf(ticket, 'customer')).emit('presence', presence(kind === 'writing_note' ? 'viewing' : kind));
  }
}
