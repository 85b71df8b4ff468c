/** Working time and what is promised in it: for servers, since a page only shows what was computed. */
export * from './calendar.ts';
export * from './due.ts';
