import * as z from 'zod/mini';
import { draftVersion } from './drafts.ts';
import { id, position, ticketNumber } from './fields.ts';

/** What every command that writes to a log answers: where it stands. A repeat with the same key answers the same. */
export const written = z.strictObject({
  ticket: id,
  number: ticketNumber,
  seq: position,
  pub: z.nullable(position),
  at: z.number(),
});
/** See {@link written}. */
export type Written = z.infer<typeof written>;

/** Read position as the acknowledgement of `ticket.read` and `ticket.receive`. */
export const positionKept = z.strictObject({ ticket: id, seq: position });

/** A ticket as it stands in the own list. */
export const archiving = z.strictObject({ ticket: id, archived: z.boolean() });

/** A saved view that was changed. */
export const viewKept = z.strictObject({ view: id });

/** A setting as it was saved: the next change names this revision. */
export const revised = z.strictObject({ revision: position });

/** Whether something counts: a ticket as made unnecessary by an answer, an article as useful to its reader, or read by them today. */
export const deflection = z.strictObject({ counted: z.boolean() });
/** Whether a company is under hold from now on, and how many of its tickets are open. */
export const companyHeld = z.strictObject({ company: id, held: z.boolean(), openTickets: position });

/** A manuscript as it was left: the next change names this revision. */
export const articleKept = z.strictObject({ article: id, revision: position });
/** Who else has a manuscript open to write, and which revision it is at. */
export const articleEditors = z.strictObject({
  article: id,
  revision: position,
  editors: z.array(z.string()),
});

/** Output of every command, by name. */
export const commandOutputs = {
  'ticket.open': written,
  'ticket.reply': written,
  'ticket.note': written,
  'ticket.settle': written,
  'ticket.amend': written,
  'ticket.retract': written,
  'ticket.describe': written,
  'ticket.take': written,
  'ticket.assign': written,
  'ticket.move': written,
  'ticket.prioritise': written,
  'ticket.urgency': written,
  'ticket.refer': written,
  'ticket.expect': written,
  'ticket.link': written,
  'ticket.unlink': written,
  'ticket.split': written,
  'ticket.call': written,
  'ticket.callback': written,
  'ticket.rate': written,
  'ticket.hold': written,
  'ticket.release': written,
  'ticket.read': positionKept,
  'ticket.receive': positionKept,
  'ticket.archive': archiving,
  'ticket.unarchive': archiving,
  'opening.solve': deflection,
  'opening.unsolve': deflection,
  'opening.dismiss': deflection,
  'article.vote': deflection,
  'article.view': deflection,
  'draft.keep': draftVersion,
  'draft.drop': draftVersion,
  'search.miss': z.strictObject({ counted: z.boolean() }),
  'list.keep': z.strictObject({}),
  'view.save': viewKept,
  'view.change': viewKept,
  'view.move': viewKept,
  'view.remove': viewKept,
  'article.write': articleKept,
  'article.submit': articleKept,
  'article.return': articleKept,
  'article.publish': articleKept,
  'article.withdraw': articleKept,
  'article.restore': articleKept,
  'article.drop': articleKept,
  'article.editing': articleEditors,
  'categories.change': revised,
  'company.hold': companyHeld,
  'company.release': companyHeld,
  'holds.change': revised,
  'workflow.change': revised,
  'service.change': revised,
  'mail.change': revised,
  'form.change': revised,
  'routing.change': revised,
  'absence.change': z.strictObject({}),
} as const;
/** Name of a command. */
export type CommandName = keyof typeof commandOutputs;
/** Name of a command on one ticket. */
export type TicketCommand = Extract<CommandName, `ticket.${string}`>;
/** What a command answers when it is carried out. */
export type CommandOutput<N extends CommandName> = z.output<(typeof commandOutputs)[N]>;

/** Commands that write to a log and therefore carry a key; the others may be repeated freely. */
export const keyedCommands = [
  'ticket.open',
  'ticket.reply',
  'ticket.note',
  'ticket.settle',
  'ticket.amend',
  'ticket.retract',
  'ticket.describe',
  'ticket.take',
  'ticket.assign',
  'ticket.move',
  'ticket.prioritise',
  'ticket.urgency',
  'ticket.refer',
  'ticket.expect',
  'ticket.link',
  'ticket.unlink',
  'ticket.split',
  'ticket.call',
  'ticket.callback',
  'ticket.rate',
  'ticket.hold',
  'ticket.release',
] as const satisfies readonly CommandName[];
/** See {@link keyedCommands}. */
export type KeyedCommand = (typeof keyedCommands)[number];

/** True for a command whose repeat is recognised by its key. */
export function isKeyed(name: CommandName): name is KeyedCommand {
  return keyedCommands.some((keyed) => keyed === name);
}
