import type { RefusalLike } from '$lib/text/errorSentence';
import type { Topics } from '../ticket/words/topics';
import type { OpeningFaults, OpeningValues } from './openingForm';

/** For whom a customer opens a ticket. */
export interface OpeningParty {
  readonly company: string;
  readonly vatNumber: string;
  readonly person: string;
}

/** A company that support can open a ticket for. */
export interface OpeningCompany {
  readonly id: string;
  readonly name: string;
  readonly held: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What the form of a new ticket begins with. */
export interface OpeningPage {
  /** Sent along: a repeat with the same one opens no second ticket. */
  readonly key: string;
  readonly values: OpeningValues;
  readonly topics: Topics;
  /** Null for support, which chooses among `companies`. */
  readonly party: OpeningParty | null;
  readonly companies: readonly OpeningCompany[] | null;
  readonly followUp: { readonly id: string; readonly number: number; readonly title: string } | null;
  /** A ticket to go on from was named, and there is none that the reader may see. */
  readonly followUpMissing: boolean;
  /** The company's administrator lets the ticket through before support sees it. */
  readonly awaitsAuthorization: boolean;
}

/** What the action answers when nothing was opened. */
export interface OpeningFailure {
  readonly values: OpeningValues;
  readonly faults: OpeningFaults;
  readonly refusal: RefusalLike | null;
}
