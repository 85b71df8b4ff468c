import type { IconName } from './menu/icons.ts';

/** How pages look on this device: `system` follows the reader's operating system. */
export type Theme = 'light' | 'dark' | 'system';

/** What this device remembers in cookies, so that the server renders the page as it will stay. */
export interface Preferences {
  theme: Theme;
  menuFolded: boolean;
}

/** Who runs this installation. `accentHue`: an OKLCH hue in degrees, 0–360. */
export interface Provider {
  name: string;
  accentHue: number;
}

/** Who is signed in. */
export interface Person {
  name: string;
  email: string;
}

/** A line of the side menu. `id` names it for live counts; `primary` also puts it in the phone's bottom bar. */
export interface MenuItem {
  id: string;
  href: string;
  label: string;
  icon: IconName;
  primary?: boolean;
}

/** A group of the side menu, with a heading unless it is the first. */
export interface MenuSection {
  title?: string;
  items: MenuItem[];
}

/** A number beside a line of the menu; `hot` asks for attention; `label` is what a screen reader says. */
export interface MenuCount {
  value: number;
  label: string;
  hot?: boolean;
}

/** What the layout of the pages must load. */
export interface FrameData {
  /** Who is signed in; null for a visitor, who sees what is public. */
  person: Person | null;
  /** The company the person acts for; absent for the provider's staff. */
  company?: { name: string };
  provider: Provider;
  menu: MenuSection[];
  preferences: Preferences;
  /** Milliseconds since 1970 when the server rendered: the first value of every relative time. */
  now: number;
}
