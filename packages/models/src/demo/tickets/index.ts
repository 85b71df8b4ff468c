import type { DemoTicket } from '../types.ts';
import { lastMonth } from './last-month.ts';
import { closing } from './long/closing.ts';
import { migration } from './long/migration.ts';
import { recentWeeks } from './recent-weeks.ts';
import { thisMorning } from './this-morning.ts';
import { thisWeek } from './this-week.ts';
import { today } from './today.ts';
import { twoMonthsAgo } from './two-months-ago.ts';

/** The sixty tickets of the demo, #1001 to #1060, oldest first. */
export const demoTickets: readonly DemoTicket[] = [
  migration,
  closing,
  ...twoMonthsAgo,
  ...lastMonth,
  ...recentWeeks,
  ...thisWeek,
  ...thisMorning,
  ...today,
].toSorted((one, other) => one.number - other.number);
