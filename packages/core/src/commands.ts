import * as z from 'zod/mini';
import { priority, requestType, state, urgency } from './entities.ts';
import {
  code,
  id,
  key,
  line,
  MESSAGE_LIMIT,
  moment,
  position,
  prose,
  REASON_LIMIT,
  TITLE_LIMIT,
  ticketNumber,
} from './fields.ts';

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

const onTicket = { ticket: id };

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
  'ticket.open': z.strictObject({
    title: line(TITLE_LIMIT),
    description: prose(MESSAGE_LIMIT),
    requestType: z._default(requestType, 'assistance'),
    category: code,
    subcategory: code,
    priority: z._default(priority, 'normal'),
    company: z.optional(id),
    requester: z.optional(id),
    followUpOf: z.optional(ticketNumber),
  }),
  /** Writes a public message, and with it moves the ticket when `move` says so: one entry. */
  'ticket.reply': z.strictObject({
    ...onTicket,
    body: prose(MESSAGE_LIMIT),
    move: z.optional(z.strictObject(moveFields)),
  }),
  /** Writes an internal note. */
  'ticket.note': z.strictObject({ ...onTicket, body: prose(MESSAGE_LIMIT) }),
  /** Takes a ticket in charge. */
  'ticket.take': z.strictObject(onTicket),
  /** Gives a ticket to an operator, or puts it back (`operator: null`), and chooses the team. */
  'ticket.assign': z.strictObject({ ...onTicket, operator: z.nullable(id), team: z.optional(code) }),
  /** Moves a ticket without a message; where the workflow needs a message use `ticket.reply`. */
  'ticket.move': z.strictObject({ ...onTicket, ...moveFields }),
  /** Changes what the customer asks for. */
  'ticket.prioritise': z.strictObject({ ...onTicket, priority }),
  /** Changes what support promises; null takes the promise back. */
  'ticket.urgency': z.strictObject({ ...onTicket, urgency: z.nullable(urgency) }),
  /** Moves the own read position up to an entry really displayed; it never goes back. */
  'ticket.read': z.strictObject({ ...onTicket, seq: position }),
  /** Says that entries up to this one have reached a device of the person. */
  'ticket.receive': z.strictObject({ ...onTicket, seq: position }),
} as const;

/** Name of a command. */
export type CommandName = keyof typeof commandInputs;
/** What a caller sends. */
export type CommandInput<N extends CommandName> = z.input<(typeof commandInputs)[N]>;
/** What the rules receive: cleaned and complete. */
export type CommandData<N extends CommandName> = z.output<(typeof commandInputs)[N]>;

/** Read position as the acknowledgement of `ticket.read` and `ticket.receive`. */
export const positionKept = z.strictObject({ ticket: id, seq: position });

/** Output of every command, by name. */
export const commandOutputs = {
  'ticket.open': written,
  'ticket.reply': written,
  'ticket.note': written,
  'ticket.take': written,
  'ticket.assign': written,
  'ticket.move': written,
  'ticket.prioritise': written,
  'ticket.urgency': written,
  'ticket.read': positionKept,
  'ticket.receive': positionKept,
} as const satisfies Record<CommandName, z.core.$ZodType>;
/** What a command answers when it is carried out. */
export type CommandOutput<N extends CommandName> = z.output<(typeof commandOutputs)[N]>;

/** Commands that write to a log and therefore carry a key; the others may be repeated freely. */
export const keyedCommands = [
  'ticket.open',
  'ticket.reply',
  'ticket.note',
  'ticket.take',
  'ticket.assign',
  'ticket.move',
  'ticket.prioritise',
  'ticket.urgency',
] as const satisfies readonly CommandName[];
/** See {@link keyedCommands}. */
export type KeyedCommand = (typeof keyedCommands)[number];

/** All names, for registries and tests that must not miss one. */
export const commandNames = Object.keys(commandInputs).filter((name): name is CommandName =>
  Object.hasOwn(commandInputs, name),
);

/** True for a command whose repeat is recognised by its key. */
export function isKeyed(name: CommandName): name is KeyedCommand {
  return keyedCommands.some((keyed) => keyed === name);
}

/** The envelope of a command on socket and HTTP. Its input is parsed by name afterwards, so that a fault names its field. */
export const commandEnvelope = z.strictObject({
  name: z.enum(commandNames, { error: 'unknown_event' }),
  key: z.optional(key),
  input: z.unknown(),
});
