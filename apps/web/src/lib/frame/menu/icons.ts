import AlarmClock from 'lucide-svelte/icons/alarm-clock';
import Archive from 'lucide-svelte/icons/archive';
import BookOpen from 'lucide-svelte/icons/book-open';
import Building from 'lucide-svelte/icons/building-2';
import ChartColumn from 'lucide-svelte/icons/chart-column';
import CircleDashed from 'lucide-svelte/icons/circle-dashed';
import Clock from 'lucide-svelte/icons/clock';
import House from 'lucide-svelte/icons/house';
import Inbox from 'lucide-svelte/icons/inbox';
import Layers from 'lucide-svelte/icons/layers';
import ListChecks from 'lucide-svelte/icons/list-checks';
import Mail from 'lucide-svelte/icons/mail';
import Phone from 'lucide-svelte/icons/phone';
import Plane from 'lucide-svelte/icons/plane';
import Plus from 'lucide-svelte/icons/plus';
import Search from 'lucide-svelte/icons/search';
import Settings from 'lucide-svelte/icons/settings';
import SquarePen from 'lucide-svelte/icons/square-pen';
import Ticket from 'lucide-svelte/icons/ticket';
import UserCheck from 'lucide-svelte/icons/user-check';
import Users from 'lucide-svelte/icons/users';
import type { IconComponent } from '$lib/ui/icon';

/** Icons a menu may name. A load function sends names, since components do not travel. */
export const icons = {
  'alarm-clock': AlarmClock,
  archive: Archive,
  'book-open': BookOpen,
  building: Building,
  chart: ChartColumn,
  'circle-dashed': CircleDashed,
  clock: Clock,
  house: House,
  inbox: Inbox,
  layers: Layers,
  mail: Mail,
  'list-checks': ListChecks,
  phone: Phone,
  plane: Plane,
  plus: Plus,
  search: Search,
  settings: Settings,
  'square-pen': SquarePen,
  ticket: Ticket,
  'user-check': UserCheck,
  users: Users,
} satisfies Record<string, IconComponent>;

/** A name of {@link icons}. */
export type IconName = keyof typeof icons;
