/** How much a button asks for attention: one `primary` per view; `danger` only for what cannot be taken back. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

/** `sm` 32 px for toolbars and dense rows, `md` 36 px, `lg` 44 px for forms and phones; a finger always gets 44 px. */
export type ButtonSize = 'sm' | 'md' | 'lg';

const base =
  'target inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm border font-medium whitespace-nowrap select-none ' +
  'transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-60';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-ink shadow-low hover:bg-hover',
  ghost: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-transparent bg-red text-red-ink hover:bg-red-hover',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-8 px-2.5 text-sm',
  md: 'h-9 px-3.5 text-base',
  lg: 'h-11 px-5 text-base',
};

const squares: Record<ButtonSize, string> = { sm: 'size-8', md: 'size-9', lg: 'size-11' };

/** Classes that make any element look like a button with words. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize): string {
  return `${base} ${variants[variant]} ${sizes[size]}`;
}

/** Classes of a square button that holds one icon. */
export function squareButtonClass(variant: ButtonVariant, size: ButtonSize): string {
  return `${base} ${variants[variant]} ${squares[size]}`;
}
