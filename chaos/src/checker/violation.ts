/** The ways in which a run can be wrong. */
export const violationKinds = [
  'LOST',
  'never-shown',
  'duplicate-stored',
  'shown-twice',
  'phantom',
  'refused-but-stored',
  'divergence',
  'seq-gap',
  'shown-out-of-order',
  'real-time-order',
  'ack-disagrees',
  'LEAK',
  'unread-wrong',
  'live!=reload',
  'lost-update',
  'index-missing',
  'index-ghost',
  'mail-lost',
  'mail-unexpected',
  'mail-twice',
] as const;
/** See {@link violationKinds}. */
export type ViolationKind = (typeof violationKinds)[number];

/** One thing that must not have happened. */
export interface Violation {
  readonly kind: ViolationKind;
  /** What happened, with the ids to look for in the history. */
  readonly text: string;
}
