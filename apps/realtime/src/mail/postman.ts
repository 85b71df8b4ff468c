import type { OutgoingMail } from '@sportello/domain';

/**
 * What became of a mail. `later`: the server does not take it now; `refused`: it never will; `away`: there is no server to
 * ask, or it takes nothing from us, so the others need not be tried either; `unknown`: the connection broke where it may
 * have arrived.
 */
export interface Delivery {
  readonly outcome: 'delivered' | 'later' | 'refused' | 'away' | 'unknown';
  /** What the server said, or why it could not be asked. */
  readonly said: string;
  /** The addresses that the server would not have, whatever became of the others. */
  readonly apart?: readonly AddressRefusal[];
}

/** An address that the server does not take now, or never will. */
export interface AddressRefusal {
  readonly address: string;
  readonly outcome: 'later' | 'refused';
  readonly said: string;
}

/** Takes mails to where they are read. */
export interface Postman {
  /** Never throws; answers within a time that is known. */
  deliver(mail: OutgoingMail): Promise<Delivery>;
}

/** Milliseconds within which every delivery has ended, one way or the other. */
export const DELIVERY_TIME = 40_000;
