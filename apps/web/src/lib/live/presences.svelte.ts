import { PRESENCE_LEASE, type Presence, type PresenceKind, TYPING_LEASE } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';

interface Lease {
  readonly presence: Presence;
  readonly until: number;
}

/** Milliseconds between two renewals of the own presence. */
const RENEW = 8_000;

/** Who else is on a ticket and who writes: leases that run out by themselves, since nothing of it is certain. */
export class Presences {
  readonly #client: SportelloClient;
  readonly #ticket: string;
  readonly #me: string;
  #leases = $state.raw<ReadonlyMap<string, Lease>>(new Map());
  #kind: PresenceKind = 'viewing';
  #ticker: ReturnType<typeof setInterval> | null = null;
  #idle: ReturnType<typeof setTimeout> | null = null;
  #toldAt = 0;

  /** Everybody else who is here, one a person: writing counts more than looking. */
  readonly others: readonly Presence[] = $derived.by(() => {
    const byPerson = new Map<string, Presence>();
    for (const { presence } of this.#leases.values()) {
      const known = byPerson.get(presence.person);
      if (!known || known.kind === 'viewing') byPerson.set(presence.person, presence);
    }
    return [...byPerson.values()];
  });
  /** Those of them who write a reply now. */
  readonly writing: readonly Presence[] = $derived(this.others.filter(({ kind }) => kind === 'writing'));
  /** Colleagues who write a note now. */
  readonly noting: readonly Presence[] = $derived(this.others.filter(({ kind }) => kind === 'writing_note'));

  constructor(client: SportelloClient, ticket: string, me: string) {
    this.#client = client;
    this.#ticket = ticket;
    this.#me = me;
  }

  /** Begins to tell that this page is open; called again after a new connection, it tells it again. */
  start(): void {
    this.#ticker ??= setInterval(() => this.#tick(), 1_000);
    this.#tell(this.#kind);
  }

  /** Tells that it is not any more. */
  stop(): void {
    if (this.#ticker) clearInterval(this.#ticker);
    if (this.#idle) clearTimeout(this.#idle);
    this.#ticker = null;
    this.#client.presence(this.#ticket, 'gone');
  }

  /** A key was pressed in the composer. */
  typed(kind: 'writing' | 'writing_note'): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.paused(), TYPING_LEASE - 1_000);
    if (this.#kind !== kind || Date.now() - this.#toldAt > 2_000) this.#tell(kind);
  }

  /** Nothing is being written (any more). */
  paused(): void {
    if (this.#idle) clearTimeout(this.#idle);
    if (this.#kind !== 'viewing') this.#tell('viewing');
  }

  /** Receives what another page says. */
  receive(presence: Presence): void {
    if (presence.ticket !== this.#ticket || presence.person === this.#me) return;
    const leases = new Map(this.#leases);
    const isNew = !leases.has(presence.device);
    if (presence.kind === 'gone') leases.delete(presence.device);
    else leases.set(presence.device, { presence, until: Date.now() + leaseOf(presence.kind) });
    this.#leases = leases;
    // Whoever has just come does not know yet that we are here.
    if (isNew && presence.kind !== 'gone') this.#tell(this.#kind);
  }

  #tick(): void {
    const now = Date.now();
    const running = [...this.#leases].filter(([, { until }]) => until > now);
    if (running.length !== this.#leases.size) this.#leases = new Map(running);
    if (document.visibilityState === 'visible' && now - this.#toldAt > RENEW) this.#tell(this.#kind);
  }

  #tell(kind: PresenceKind): void {
    this.#kind = kind;
    // Said to nobody while the connection is away: say it again as soon as it is back.
    this.#toldAt = this.#client.liveness === 'live' ? Date.now() : 0;
    this.#client.presence(this.#ticket, kind);
  }
}

function leaseOf(kind: PresenceKind): number {
  return kind === 'viewing' ? PRESENCE_LEASE : TYPING_LEASE + RENEW;
}
