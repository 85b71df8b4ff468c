import { line, position, TITLE_LIMIT, ticketNumber } from './fields.ts';

/** The other ticket of the same company. */
export const link = { to: ticketNumber };
/** The message that becomes a ticket of its own, by its number in the log, and what that ticket is called. */
export const split = { seq: position, title: line(TITLE_LIMIT) };
