/** What is played, as its form and its links carry it along. */
export interface ReplayChosen {
  readonly scenario: string;
  readonly ticket: number | null;
  readonly workflow: string;
  /** Unsaved changes of the workflow, empty where there are none. */
  readonly draft: string;
}

/** What a replay's form sends beside the clock, by name. */
export function replayFields({ scenario, ticket, workflow, draft }: ReplayChosen): [string, string][] {
  const all: [string, string][] = [
    ['scenario', scenario],
    ['ticket', String(ticket ?? '')],
    ['workflow', workflow],
    ['draft', draft],
  ];
  return all.filter(([, value]) => value !== '');
}

/** The address of the same replay with its clock somewhere else (epoch milliseconds). */
export const replayHref = (chosen: ReplayChosen, at: number): string =>
  `?${new URLSearchParams([...replayFields(chosen), ['at', String(at)]])}`;
