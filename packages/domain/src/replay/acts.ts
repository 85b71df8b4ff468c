import type { Priority, RequestType, State, Urgency, Vendor } from '@sportello/core';

/** What somebody does to a ticket in a replay; `by` names one of its cast. */
export type Act = { readonly at: number; readonly by: string } & Deed;

/** A wish to move a ticket, as a scenario or a log tells it. */
export interface Wish {
  readonly to: State;
  readonly reason?: string;
  readonly vendor?: Vendor;
  /** Epoch milliseconds. */
  readonly plannedFor?: number;
  readonly duplicateOf?: number;
}

/** The opening of a ticket. */
export interface Opening {
  readonly do: 'open';
  readonly requestType?: RequestType;
  readonly priority?: Priority;
}

/** What somebody does to a ticket that is there; whatever else is done to it leaves it where it is. */
export type TicketDeed =
  | { readonly do: 'write'; readonly text?: string; readonly move?: Wish }
  | { readonly do: 'note' }
  | { readonly do: 'settle'; readonly needed: boolean }
  | { readonly do: 'move'; readonly move: Wish }
  | { readonly do: 'take' }
  | { readonly do: 'give'; readonly to: string | null }
  | { readonly do: 'call'; readonly to: string }
  | { readonly do: 'prioritise'; readonly priority: Priority }
  | { readonly do: 'urgency'; readonly urgency: Urgency | null }
  | { readonly do: 'holdTicket' }
  | { readonly do: 'releaseTicket' };

/** The acts that decide over a ticket's life; the administrative hold of its company begins and ends. */
export type Deed = Opening | TicketDeed | { readonly do: 'hold' } | { readonly do: 'release' };
