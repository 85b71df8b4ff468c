import type { KeptDraft } from '@sportello/core';
import type { FormSettings } from '@sportello/core/openingForm';
import type { RefusalLike } from '$lib/text/errorSentence';
import type { KeptFile } from '../attachment/keptFiles';
import type { Topics } from '../ticket/words/topics';
import type { OpeningFaults, OpeningValues } from './openingForm';

/** For whom a customer opens a ticket. */
export interface OpeningParty {
  readonly company: string;
  readonly vatNumber: string;
  readonly person: string;
}

/** An installation that a ticket can be about. */
export interface OpeningInstallation {
  readonly id: string;
  readonly company: string;
  readonly product: string;
  readonly version: string;
  readonly modules: readonly string[];
  /** The contract has ended. */
  readonly expired: boolean;
}

/** A company that support can open a ticket for. */
export interface OpeningCompany {
  readonly id: string;
  readonly name: string;
  readonly held: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What the address says that the form was opened with. */
export interface LinkedOpening {
  readonly values: Partial<
    Pick<OpeningValues, 'program' | 'screen' | 'version' | 'error' | 'title' | 'description'>
  >;
  /** Fields that were longer than the form takes: only their beginning is there. */
  readonly cut: readonly (keyof LinkedOpening['values'])[];
}

/** What the form of a new ticket begins with. */
export interface OpeningPage {
  /** Sent along: a repeat with the same one opens no second ticket. */
  readonly key: string;
  readonly values: OpeningValues;
  readonly linked: LinkedOpening;
  /** What the person was writing, here or elsewhere. */
  readonly kept: KeptDraft | null;
  readonly topics: Topics;
  readonly form: FormSettings;
  readonly installations: readonly OpeningInstallation[];
  readonly technicians: readonly { readonly id: string; readonly name: string }[];
  /** Null for support, which chooses among `companies`. */
  readonly party: OpeningParty | null;
  readonly companies: readonly OpeningCompany[] | null;
  readonly followUp: { readonly id: string; readonly number: number; readonly title: string } | null;
  /** A ticket to go on from was named, and there is none that the reader may see. */
  readonly followUpMissing: boolean;
  /** The company's administrator lets the ticket through before support sees it. */
  readonly awaitsAuthorization: boolean;
}

/** The installations that a ticket for a company can be about; a customer has only the own ones. */
export function installationsFor(
  { companies, installations }: Pick<OpeningPage, 'companies' | 'installations'>,
  company: string,
): readonly OpeningInstallation[] {
  return companies ? installations.filter((one) => one.company === company) : installations;
}

/** What the action answers when nothing was opened. */
export interface OpeningFailure {
  readonly values: OpeningValues;
  readonly faults: OpeningFaults;
  readonly refusal: RefusalLike | null;
  /** Files that came along and were taken. */
  readonly files: readonly KeptFile[];
}
