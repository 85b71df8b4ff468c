/** A hold of a company as its page shows it; moments in epoch milliseconds, null where nothing was noted or it goes on. */
export interface PastHold {
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: string;
  readonly by: string | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
}

/** What the form of a company's hold needs to know of it. */
export interface HeldCompany {
  readonly held: boolean;
  readonly openTickets: number;
  readonly hold: { readonly reason: string; readonly text: string; readonly callWhom: string } | null;
}
