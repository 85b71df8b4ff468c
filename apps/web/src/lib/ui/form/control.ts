/** The box of a field one types or chooses in; height and padding are added by each. */
export const controlClass =
  'w-full rounded-sm border border-line-control bg-surface text-base text-ink transition-colors ' +
  'hover:border-ink-3 disabled:opacity-60 disabled:hover:border-line-control ' +
  'focus-visible:border-accent focus-visible:outline-offset-0 ' +
  // 16 px on a phone, or its browser zooms in.
  'pointer-coarse:min-h-11 pointer-coarse:text-md aria-invalid:border-red';

/** What {@link Field} hands to the control inside it. */
export interface ControlAttributes {
  id: string;
  required: boolean | undefined;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}
