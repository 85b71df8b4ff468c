import type { WorkflowRules } from './workflow/table.ts';

/** What may be attached to one message, told before one chooses and enforced while it arrives. */
export interface AttachmentLimits {
  /** Most bytes of one file. */
  readonly size: number;
  readonly megabytes: number;
  /** Most files of one message. */
  readonly number: number;
  /** Every file needs a description. */
  readonly described: boolean;
}

/** What the rules of an installation allow to attach. */
export function attachmentLimitsOf({
  attachmentMegabytes: megabytes,
  attachmentsPerMessage: number,
  attachmentsDescribed: described,
}: Pick<
  WorkflowRules,
  'attachmentMegabytes' | 'attachmentsPerMessage' | 'attachmentsDescribed'
>): AttachmentLimits {
  return { size: megabytes * 1024 * 1024, megabytes, number, described };
}
