import type { Priority, Side, State } from '../entities.ts';

/** Whose turn a state means. */
export type StateCategory = 'gated' | 'support' | 'customer' | 'third' | 'done';

/** Category of every state. */
export const stateCategory: Readonly<Record<State, StateCategory>> = {
  authorization: 'gated',
  new: 'support',
  accepted: 'support',
  working: 'support',
  waiting_customer: 'customer',
  development: 'third',
  vendor: 'third',
  planned: 'third',
  resolved: 'customer',
  closed: 'done',
  discarded: 'done',
};

/** States in which a ticket is open, in the order of the specification. */
export const openStates: readonly State[] = [
  'authorization',
  'new',
  'accepted',
  'working',
  'waiting_customer',
  'development',
  'vendor',
  'planned',
  'resolved',
];
/** States in which a ticket is done. */
export const doneStates: readonly State[] = ['closed', 'discarded'];
/** True for the states that end a ticket. */
export function stateIsDone(state: State): boolean {
  return doneStates.includes(state);
}

/** C customer with write right · CA company administrator · O operator or assigned collaborator · S supervisor · T timer. */
export type Actor = 'C' | 'CA' | 'O' | 'S' | 'T';

/** What a transition asks for beside the right actor. */
export type Need =
  | 'message' // a public message in the same command
  | 'reason' // a text that says why, shown to the customer
  | 'vendor' // the producer and its reference
  | 'future_date' // a day that has not begun
  | 'duplicate_of' // the ticket that stays
  | 'minimum_age' // some minutes after the ticket was opened
  | 'reopen_window' // some days after closing
  | 'unanswered' // support has not written yet
  | 'own_while_gated' // what waits for the company's yes is withdrawn by who asked; others say why not (t4)
  | 'not_clarification'; // a question that an answer settles is not worked on

/** One row of the transition table: the numbers are those of the specification. */
export interface Transition {
  readonly id: `t${number}`;
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Actor[];
  readonly needs: readonly Need[];
  /** Happens by itself when that side writes, without being asked for. */
  readonly onMessage?: boolean;
  /** The closure it records. */
  readonly closure?:
    | 'solved'
    | 'confirmed'
    | 'closed_by_customer'
    | 'auto'
    | 'withdrawn'
    | 'duplicate'
    | 'out_of_scope'
    | 'authorization_refused';
  /** Leaves the ticket without an operator (`release`) or with the one who acts (`take`). */
  readonly operator?: 'take' | 'release';
}

/** Parameters of the timed and conditional rules. */
export interface WorkflowRules {
  /** Minutes after opening before a customer may close. */
  readonly minimumAgeMinutes: number;
  /** Minutes in which whoever wrote something may still correct or withdraw it. */
  readonly amendMinutes: number;
  /** Days after closing in which a message reopens; null: never. */
  readonly reopenDays: number | null;
  /** Days after the last public entry in which a resolved ticket closes by itself. */
  readonly autoCloseDays: number;
  /** Do only days on which support works count for that? */
  readonly autoCloseWorkingDays: boolean;
  /** Hours before that in which both sides are told. */
  readonly autoCloseWarningHours: number;
  /** What a customer may choose when opening; none: support alone decides. */
  readonly customerPriorities: readonly Priority[];
  /** May a customer change the priority of a ticket that is open? */
  readonly customerReprioritises: boolean;
  /** Does a promised time stand still while development or a producer has the ticket? */
  readonly thirdPartyPauses: boolean;
  /** Most megabytes of one attached file. */
  readonly attachmentMegabytes: number;
  /** Most files of one message. */
  readonly attachmentsPerMessage: number;
  /** Must every attached file be described? */
  readonly attachmentsDescribed: boolean;
}

/** A name in the languages of the pages. */
export interface StateName {
  readonly it: string;
  readonly en: string;
}

/** What a workflow calls a state, where it is not the usual name. */
export type StateNames = Readonly<Partial<Record<State, { readonly [S in Side]?: StateName | undefined }>>>;

/** A workflow an installation chooses: which states exist and what they are called, which rows hold, and the parameters. */
export interface Preset {
  readonly code: PresetCode;
  readonly states: readonly State[];
  readonly transitions: readonly Transition[];
  readonly rules: WorkflowRules;
  readonly names: StateNames;
}

/** The workflows one may begin with, the whole one first; the others are those of the portals they are named after. */
export const presetCodes = ['full', 'acut', 'nts', 'terasoft', 'esseci', 'tustena'] as const;
export type PresetCode = (typeof presetCodes)[number];

const minute = 60_000;
/** Milliseconds of the rules' units. */
export const ruleUnits = { minute, hour: 60 * minute, day: 24 * 60 * minute } as const;
