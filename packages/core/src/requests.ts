/**
 * What a client may send: parsed by the server alone. It stands apart from what a client receives, so that a browser need
 * not carry it.
 */
import * as z from 'zod/mini';
import { attachmentCeiling, DESCRIPTION_LIMIT } from './attachments.ts';
import type { CommandName, TicketCommand } from './commands.ts';
import { priority, state, urgency } from './entities.ts';
import {
  code,
  id,
  key,
  line,
  MESSAGE_LIMIT,
  moment,
  position,
  prose,
  proseOrNothing,
  REASON_LIMIT,
  ticketNumber,
} from './fields.ts';
import { presenceKinds } from './protocol.ts';
import { dismissInput, viewInput, voteInput } from './requestsOfAnswers.ts';
import {
  articleDropped,
  articleOpened,
  articlePublished,
  articleRestored,
  articleReturned,
  articleSubmitted,
  articleWithdrawn,
  articleWritten,
} from './requestsOfArticles.ts';
import { callbackInput, callInput } from './requestsOfCalls.ts';
import { expectation, referral, replyChanges } from './requestsOfChanges.ts';
import { dropDraftInput, keepDraftInput } from './requestsOfDrafts.ts';
import { formChange } from './requestsOfForm.ts';
import { companyHold, companyRelease, holdWords, ticketHold, ticketRelease } from './requestsOfHolds.ts';
import { link, split } from './requestsOfLinks.ts';
import { keptList, listQuery, viewChange, viewMove, viewSaved } from './requestsOfLists.ts';
import { mailChange } from './requestsOfMail.ts';
import { openingFields, solvedInput, unsolvedInput } from './requestsOfOpening.ts';
import { rateInput, ratingInput } from './requestsOfRating.ts';
import { absenceChange, routingChange } from './requestsOfRouting.ts';
import { missInput } from './requestsOfSearch.ts';
import { serviceChange, workflowChange } from './requestsOfSettings.ts';
import { categoriesChange } from './requestsOfShelves.ts';
import { amendInput, describeInput, retractInput } from './requestsOfThread.ts';

export { type ListQuery, type ListQueryInput, listQuery, readStoredQuery } from './requestsOfLists.ts';

const onTicket = { ticket: id };

/** Files to send along: ids of own uploads. Absent where there are none, so that what was asked before is asked the same. */
const attachments = z.optional(
  z
    .array(z.strictObject({ id, description: z.optional(line(DESCRIPTION_LIMIT)) }), {
      error: 'type',
    })
    .check((context) => {
      const [limit, got] = [attachmentCeiling.number, context.value.length];
      const fault = (message: string, params = {}) =>
        context.issues.push({ code: 'custom', message, params, input: context.value });
      if (got > limit) fault('attachment_too_many', { limit, got });
      else if (new Set(context.value.map((one) => one.id)).size < got) fault('not_allowed_value');
    }),
);

/** Something written: a text, or files that need none. */
const written = { ...onTicket, body: proseOrNothing(MESSAGE_LIMIT), attachments };
const saysSomething = z.check<{ body: string; attachments?: readonly unknown[] | undefined }>((context) => {
  const { body, attachments: files = [] } = context.value;
  if (body !== '' || files.length > 0) return;
  context.issues.push({ code: 'custom', message: 'empty', path: ['body'], input: body });
});

const moveFields = {
  to: state,
  reason: z.optional(prose(REASON_LIMIT)),
  vendor: z.optional(z.strictObject({ name: line(120), reference: line(120) })),
  plannedFor: z.optional(moment),
  duplicateOf: z.optional(ticketNumber),
};

/** Input of every command, by name; what is not named here is refused. */
export const commandInputs = {
  /** Opens a ticket: its description is the first entry of the thread. `company` only by staff. */
  'ticket.open': z.strictObject({ ...openingFields, attachments }),
  /** Writes a public message, and with it moves the ticket as `move` says and changes what `changes` says: one entry. */
  'ticket.reply': z
    .strictObject({
      ...written,
      move: z.optional(z.strictObject(moveFields)),
      changes: z.optional(replyChanges),
    })
    .check(saysSomething),
  /** Writes an internal note. */
  'ticket.note': z.strictObject(written).check(saysSomething),
  /** Says that what the customer wrote last needs no answer, or needs one after all. */
  'ticket.settle': z.strictObject({ ...onTicket, needed: z.boolean({ error: 'type' }) }),
  /** Corrects, for some minutes, what one has written. */
  'ticket.amend': amendInput,
  /** Withdraws, for some minutes, what one has written; that it was there stays visible. */
  'ticket.retract': retractInput,
  /** Changes title and topic: customers while nobody has begun, staff as long as it is open. */
  'ticket.describe': describeInput,
  /** Takes a ticket in charge. */
  'ticket.take': z.strictObject(onTicket),
  /** Gives a ticket to an operator, or puts it back (`operator: null`), and chooses the team. */
  'ticket.assign': z.strictObject({
    ...onTicket,
    operator: z.nullable(id),
    team: z.optional(code),
    /** Who had it in charge when it was decided: somebody else by now refuses it. */
    from: z.optional(z.nullable(id)),
  }),
  /** Moves a ticket without a message; where the workflow needs a message use `ticket.reply`. */
  'ticket.move': z.strictObject({
    ...onTicket,
    ...moveFields,
    from: z.optional(state),
    rating: z.optional(ratingInput),
  }),
  /** Changes what the customer asks for. */
  'ticket.prioritise': z.strictObject({ ...onTicket, priority }),
  /** Changes what support promises; null takes the promise back. */
  'ticket.urgency': z.strictObject({ ...onTicket, urgency: z.nullable(urgency) }),
  /** Chooses who of the company the ticket is about. */
  'ticket.refer': z.strictObject({ ...onTicket, ...referral }),
  /** Says when support expects to close it. */
  'ticket.expect': z.strictObject({ ...onTicket, ...expectation }),
  /** Ties two tickets of a company to each other, and unties them. */
  'ticket.link': z.strictObject({ ...onTicket, ...link }),
  'ticket.unlink': z.strictObject({ ...onTicket, ...link }),
  /** Makes a message of the thread a ticket of its own; the thread keeps it. */
  'ticket.split': z.strictObject({ ...onTicket, ...split }),
  /** Moves the own read position up to an entry really displayed; it never goes back. */
  'ticket.read': z.strictObject({ ...onTicket, seq: position }),
  /** Says that entries up to this one have reached a device of the person. */
  'ticket.receive': z.strictObject({ ...onTicket, seq: position }),
  /** Takes a ticket out of the own list, until somebody writes a message. */
  'ticket.archive': z.strictObject(onTicket),
  /** Takes it back into the own list. */
  'ticket.unarchive': z.strictObject(onTicket),
  /** Counts a ticket that was not opened because an answer was found while it was written. */
  'opening.solve': solvedInput,
  /** Takes that back: the answer did not help. */
  'opening.unsolve': unsolvedInput,
  /** Counts an answer that was read there and was not what was asked for. */
  'opening.dismiss': dismissInput,
  /** Says whether an article was useful, and takes it back. */
  'article.vote': voteInput,
  /** Counts that an article is read: once a person and day. */
  'article.view': viewInput,
  /** Keeps what is being written on a form, so that it follows the person to another device. */
  'draft.keep': keepDraftInput,
  /** Does without it. */
  'draft.drop': dropDraftInput,
  /** Remembers what somebody searched for in vain. */
  'search.miss': missInput,
  /** Remembers what somebody looks at in a list, for their next visit on whatever device. */
  'list.keep': keptList,
  /** Keeps filters and order under a name, for oneself or for a team. */
  'view.save': viewSaved,
  /** Gives a saved view another name, or to others. */
  'view.change': viewChange,
  /** Puts a saved view one place up or down. */
  'view.move': viewMove,
  'view.remove': z.strictObject({ view: id }),
  /** Keeps the manuscript of an article. */
  'article.write': articleWritten,
  'article.submit': articleSubmitted,
  'article.return': articleReturned,
  'article.publish': articlePublished,
  'article.withdraw': articleWithdrawn,
  'article.restore': articleRestored,
  'article.drop': articleDropped,
  'article.editing': articleOpened,
  /** Changes the categories that articles stand in, and their order. */
  'categories.change': categoriesChange,
  /** Records a telephone call. */
  'ticket.call': callInput,
  /** Asks to be called back, for oneself or for whoever is on the phone, and takes it back. */
  'ticket.callback': callbackInput,
  /** Says how content the customer is with how a closed ticket went. */
  'ticket.rate': rateInput,
  /** Puts a ticket under administrative hold, and ends it: nothing but administration moves it, and its times stand still. */
  'ticket.hold': ticketHold,
  'ticket.release': ticketRelease,
  /** The same for all open tickets of a company, of which none is written. */
  'company.hold': companyHold,
  'company.release': companyRelease,
  /** Changes what people read of a hold where nothing else is said. */
  'holds.change': holdWords,
  /** Chooses and changes the workflow of the installation; tickets in states that it loses move to the nearest it has. */
  'workflow.change': workflowChange,
  /** Changes when support works and what it promises; it counts from the next thing that happens to a ticket. */
  'service.change': serviceChange,
  /** Changes whom mails come from. */
  'mail.change': mailChange,
  /** Changes the fields of the form of a new ticket. */
  'form.change': formChange,
  /** Changes who gets a new ticket by itself, and who is away. */
  'routing.change': routingChange,
  /** Says that one is away, or there again: meanwhile one is given no tickets by themselves. */
  'absence.change': absenceChange,
} as const satisfies Record<CommandName, z.core.$ZodType>;
/** What a caller sends. */
export type CommandInput<N extends CommandName> = z.input<(typeof commandInputs)[N]>;
/** What the rules receive: cleaned and complete. */
export type CommandData<N extends CommandName> = z.output<(typeof commandInputs)[N]>;

/** All names, for registries and tests that must not miss one. */
export const commandNames = Object.keys(commandInputs).filter((name): name is CommandName =>
  Object.hasOwn(commandInputs, name),
);

/** The names of those on one ticket. */
export const ticketCommandNames = commandNames.filter((name): name is TicketCommand =>
  name.startsWith('ticket.'),
);

/** The envelope of a command on socket and HTTP. Its input is parsed by name afterwards, so that a fault names its field. */
export const commandEnvelope = z.strictObject({
  name: z.enum(commandNames, { error: 'unknown_event' }),
  key: z.optional(key),
  input: z.unknown(),
});

/** What somebody does on a ticket's page, see {@link presenceKinds}. */
export const presenceInput = z.strictObject({
  ticket: id,
  kind: z.enum(presenceKinds, { error: 'not_allowed_value' }),
});

/** Which list a client looks at; null: none. The answer to `watch` is the list itself. */
export const watchInput = z.strictObject({ list: z.nullable(listQuery) });

/** Handshake of a socket. The session travels in the cookie. */
export const handshake = z.object({ protocol: z.optional(z.number()), company: z.optional(z.nullable(id)) });

export const unfollowInput = z.strictObject({ ticket: id });
