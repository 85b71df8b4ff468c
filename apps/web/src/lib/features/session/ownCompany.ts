/** A company somebody belongs to. */
export interface OwnCompany {
  readonly id: string;
  readonly name: string;
  /** True for the one they work for now. */
  readonly isCurrent: boolean;
}
