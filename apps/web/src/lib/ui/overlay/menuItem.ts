import type { IconComponent } from '../icon';

/** One act of a Menu: a link with `href`, else `onselect`. `separator` draws a line above it. */
export interface MenuItem {
  label: string;
  icon?: IconComponent;
  href?: string;
  onselect?: () => void;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  separator?: boolean;
}
