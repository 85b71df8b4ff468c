import type { Component } from 'svelte';

/** What we give to an icon; without `aria-label` it is decorative. */
type IconProps = {
  size?: number | string;
  strokeWidth?: number | string;
  class?: string;
  'aria-label'?: string;
};

/** A lucide icon, imported alone (`lucide-svelte/icons/ticket`). */
export type IconComponent = Component<IconProps>;
