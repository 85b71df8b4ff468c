/** Shapes of the demo installation's content: plain data, loaded into the database by the domain. */

/** The short name a person of the cast is known by in tests, tickets and documentation. */
export type PersonId =
  | 'giulia'
  | 'marco'
  | 'sara'
  | 'rita'
  | 'paolo'
  | 'chiara'
  | 'ivo'
  | 'ugo'
  | 'anna'
  | 'luca'
  | 'nadia'
  | 'tommaso'
  | 'elena'
  | 'dario';

/** The short name of a customer company. */
export type CompanyId = 'rossi' | 'bianchi' | 'verdi';

/** Code of a team of the provider. */
export type TeamCode = 'administration' | 'payroll' | 'systems';

/** Code of an area of tickets. */
export type CategoryCode = 'accounting' | 'payroll' | 'warehouse' | 'sales' | 'systems' | 'services';

/** Role of a person inside a customer company. */
export type DemoCustomerRole = 'administrator' | 'standard' | 'lowProfile' | 'readOnly' | 'reseller';

/** Role of a person of the provider. */
export type DemoStaffRole = 'operator' | 'supervisor' | 'providerAdministrator' | 'collaborator';

/** A word or sentence in both languages of the installation. */
export interface Bilingual {
  readonly it: string;
  readonly en: string;
}

/** The organisation that gives support. */
export interface DemoProvider {
  readonly name: string;
  /** What it sells, as users call it. */
  readonly product: string;
  /** Hue of the accent colour, 0–359. */
  readonly accentHue: number;
  readonly email: string;
  readonly phone: string;
}

/** Operators who share a queue. */
export interface DemoTeam {
  readonly code: TeamCode;
  readonly name: Bilingual;
}

/** Administrative block of a company: `reason` is for its administrators, `text` and `callWhom` for everybody. */
export interface DemoHold {
  readonly reason: string;
  readonly text: string;
  readonly callWhom: string;
}

/** A customer company. */
export interface DemoCompany {
  readonly id: CompanyId;
  readonly name: string;
  /** Italian VAT number: eleven digits, the last one a valid check digit, of no real company. */
  readonly vatNumber: string;
  readonly address: {
    readonly street: string;
    readonly postcode: string;
    readonly city: string;
    readonly province: string;
  };
  readonly phone: string;
  readonly email: string;
  readonly hold: DemoHold | null;
}

/** A person's place in one customer company. */
export interface DemoMembership {
  readonly company: CompanyId;
  readonly role: DemoCustomerRole;
}

/** Somebody who can sign in: either of one or more companies, or of the provider. */
export interface DemoPerson {
  readonly id: PersonId;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: 'it' | 'en';
  /** Empty for the provider's people; the first is the one entered by default. */
  readonly memberships: readonly DemoMembership[];
  /** Null for customers. */
  readonly staff: { readonly role: DemoStaffRole; readonly teams: readonly TeamCode[] } | null;
}

/** The second level of a ticket's topic. */
export interface DemoSubcategory {
  readonly code: string;
  readonly name: Bilingual;
  readonly team: TeamCode;
}

/** The first level of a ticket's topic. */
export interface DemoCategory {
  readonly code: CategoryCode;
  readonly name: Bilingual;
  /** The team that gets tickets whose subcategory says nothing else. */
  readonly team: TeamCode;
  readonly subcategories: readonly DemoSubcategory[];
}

/** States a step may lead to. */
export type DemoState =
  | 'authorization'
  | 'new'
  | 'accepted'
  | 'working'
  | 'waiting_customer'
  | 'development'
  | 'vendor'
  | 'planned'
  | 'resolved'
  | 'closed'
  | 'discarded';

/** Why a ticket ended. */
export type DemoClosure =
  | 'solved'
  | 'confirmed'
  | 'closed_by_customer'
  | 'auto'
  | 'withdrawn'
  | 'duplicate'
  | 'out_of_scope'
  | 'authorization_refused';

export type DemoPriority = 'low' | 'normal' | 'high' | 'blocking';
export type DemoUrgency = 'white' | 'yellow' | 'red';
export type DemoRequestType = 'assistance' | 'appointment' | 'clarification' | 'anomaly' | 'request';

/** Who makes a step and when: `afterMinutes` counts from the step before, for the first one from the opening. */
interface StepBase {
  /** `system` stands for the timers. */
  readonly by: PersonId | 'system';
  readonly afterMinutes: number;
}

/** A communication between customer and support. */
export interface MessageStep extends StepBase {
  readonly message: string;
}

/** An internal note. */
export interface NoteStep extends StepBase {
  readonly note: string;
}

/** An operator takes charge of a new ticket. */
export interface TakeStep extends StepBase {
  readonly take: true;
}

/** The ticket goes to a person, or back to the queue (null), perhaps of another team. A collaborator is added beside the operator. */
export interface AssignStep extends StepBase {
  readonly assign: PersonId | null;
  readonly team?: TeamCode;
}

/** A change of state with everything it needs, in one command. */
export interface StateStep extends StepBase {
  readonly state: DemoState;
  readonly message?: string;
  readonly reason?: string;
  readonly closure?: DemoClosure;
  /** For `planned`: days after this step. */
  readonly plannedInDays?: number;
  readonly vendor?: { readonly name: string; readonly reference: string };
  readonly duplicateOf?: number;
}

/** The customer changes how much it matters. */
export interface PriorityStep extends StepBase {
  readonly priority: DemoPriority;
}

/** Support changes what it promises. */
export interface UrgencyStep extends StepBase {
  readonly urgency: DemoUrgency;
}

/** One entry of a ticket's thread after the opening. A customer's message on a waiting or resolved ticket takes it back to `accepted` by itself. */
export type DemoStep =
  | MessageStep
  | NoteStep
  | TakeStep
  | AssignStep
  | StateStep
  | PriorityStep
  | UrgencyStep;

/** A ticket with its thread. The opening is entry 1, the n-th step entry n + 1. */
export interface DemoTicket {
  readonly number: number;
  readonly company: CompanyId;
  readonly requester: PersonId;
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  readonly category: CategoryCode;
  readonly subcategory: string;
  readonly priority: DemoPriority;
  readonly requestType: DemoRequestType;
  /** Minutes before the moment of loading. */
  readonly openedAgoMinutes: number;
  /** The closed ticket this one goes on from. */
  readonly followUpOf?: number;
  readonly steps: readonly DemoStep[];
  /** Entries each person has displayed: all, or the first so many of the whole log; `demoReadUpTo` fills in the others. */
  readonly reads: Readonly<Partial<Record<PersonId, 'all' | number>>>;
}

/** Code of a category of articles. */
export type ArticleCategoryCode =
  | 'e-invoicing'
  | 'vat'
  | 'payroll'
  | 'warehouse'
  | 'agents'
  | 'printing'
  | 'systems'
  | 'access';

/** A shelf of the FAQ. */
export interface DemoArticleCategory {
  readonly code: ArticleCategoryCode;
  readonly name: Bilingual;
  readonly description: Bilingual;
  /** Name of a lucide icon. */
  readonly icon: string;
}

/** What an article says in one language. */
export interface DemoArticleText {
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  /** Markdown, without the title. */
  readonly body: string;
}

/** An answer of the FAQ, in Italian and sometimes in English too. */
export interface DemoArticle {
  readonly slug: string;
  readonly category: ArticleCategoryCode;
  readonly audience: 'public' | 'signedIn';
  readonly updatedAgoDays: number;
  readonly views: number;
  readonly related: readonly string[];
  readonly it: DemoArticleText;
  readonly en?: DemoArticleText;
}
