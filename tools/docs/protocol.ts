import {
  BEACON_INTERVAL,
  commandInputs,
  commandNames,
  commandOutputs,
  entry,
  errorStatus,
  isKeyed,
  PROTOCOL,
  queryInputs,
  queryNames,
  queryOutputs,
  SILENCE_LIMIT,
  serverEvents,
  ticket,
} from '@sportello/core';
import * as z from 'zod/mini';

type Shape = Record<string, unknown>;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

/** A JSON schema as one line that a person can read. */
function describe(schema: unknown): string {
  if (!isShape(schema)) return 'any';
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => JSON.stringify(one)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema['const']);
  for (const union of ['anyOf', 'oneOf']) {
    const parts = schema[union];
    if (Array.isArray(parts)) return parts.map(describe).join(' | ');
  }
  const { type } = schema;
  if (type === 'array')
    return Array.isArray(schema['prefixItems'])
      ? `[${schema['prefixItems'].map(describe).join(', ')}]`
      : `${describe(schema['items'])}[]`;
  if (type === 'object') return describeObject(schema);
  return typeof type === 'string' ? type : 'any';
}

function describeObject(schema: Shape): string {
  const properties = schema['properties'];
  if (!isShape(properties)) return 'record';
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${describe(field)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function shapeOf(schema: z.core.$ZodType, io: 'input' | 'output'): string {
  return describe(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).replaceAll('|', '\\|');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The page about the wire: events, envelopes, commands, queries, codes. */
export function protocolPage(): string {
  const commands = commandNames.map((name) =>
    row([
      `\`${name}\``,
      isKeyed(name) ? 'yes' : '–',
      `\`${shapeOf(commandInputs[name], 'input')}\``,
      `\`${shapeOf(commandOutputs[name], 'output')}\``,
    ]),
  );
  const queries = queryNames.map((name) =>
    row([
      `\`${name}\``,
      `\`${shapeOf(queryInputs[name], 'input')}\``,
      `\`${Object.keys(queryOutputs[name].shape).join(', ')}\``,
    ]),
  );
  const events = Object.entries(serverEvents).map(([name, schema]) =>
    row([`\`${name}\``, `\`${Object.keys(schema.shape).join(', ')}\``]),
  );
  const codes = Object.entries(errorStatus).map(([code, status]) => row([`\`${code}\``, String(status)]));
  return `# The wire

Generated from \`packages/core\`; \`npm run docs\` writes it again. Protocol number ${PROTOCOL}.

\`@sportello/core/client\` is a typed client for browser and Node that does all of this: \`signIn(url, email, password)\` and
\`new SportelloClient({ url, cookie })\` with \`open\`, \`command\`, \`insist\`, \`query\`, \`follow\`, \`watch\`, \`presence\`, \`close\`.

## Signing in

\`POST /api/session\` with JSON \`{ email, password }\` answers \`{ ok: true, data: { person, company, side, name } }\` and a session
cookie (\`sportello\`; \`__Host-sportello\` where the origin is https). \`DELETE /api/session\` ends it. \`GET /api/session\` says who one is.
A second cookie, named like it with \`_device\` behind, only makes the device known: whoever sends it along when signing in is not held up
by wrong passwords of others. Programs need not keep it.

## Connecting

Socket.IO at \`/socket.io\`, WebSocket or polling, with that cookie. A program names the origin it means in the header
\`Origin\`, as browsers do; a missing or foreign one is refused with 403. The handshake's \`auth\` is
\`{ protocol: ${PROTOCOL}, company }\`: another number is refused with \`protocol_old\`, a company that is not the active one with
\`company_changed\`.

Events with an acknowledgement: \`command\`, \`query\`, \`watch\`, \`unfollow\`; without: \`presence\`. Each takes exactly one argument. Every
acknowledgement is \`{ ok: true, data }\` or \`{ ok: false, code, field?, limit?, got?, retryAfter?, possibleAt?, correlation? }\`.
\`POST /api/command\` and \`POST /api/query\` take the same envelopes as JSON for whoever cannot have a socket.

## Joining a ticket without a hole

1. Connect, and hold every \`entries\` event that arrives.
2. \`query { name: 'sync', input: { ticket, have } }\`: the server first counts the caller among the followers, then reads the log
   after \`have\`. Without \`have\`, or with \`startOver: true\` in the answer, the window replaces what the caller had. With
   \`more: true\` apply it and sync again.
3. Apply the answer, then what was held, skipping numbers already seen. From then on apply \`entries\` as they come; a missing
   number, or a \`head\` beyond the own last number, means: sync again.

The server sends \`head\` every ${BEACON_INTERVAL / 1_000} s. Silence of ${SILENCE_LIMIT / 1_000} s means: reconnect.

A customer's entries are numbered without holes by what customers may see: \`seq\` equals \`pub\` there. Staff see both numbers.

## Commands

Envelope: \`{ name, key, input }\`. \`key\` is a UUID made when the person acts; the same key with the same input answers as the first
time and has no further effect, with another input it is refused with \`key_reused\`.

${row(['name', 'key', 'input', 'data'])}
${row(['---', '---', '---', '---'])}
${commands.join('\n')}

## Queries

Envelope: \`{ name, input }\`.

${row(['name', 'input', 'fields of data'])}
${row(['---', '---', '---'])}
${queries.join('\n')}

\`watch { list }\` answers like the query \`list\` and keeps the page told of changes (\`list: null\` stops it).
\`unfollow { ticket }\` ends what \`sync\` began. \`presence { ticket, kind }\` says what one is doing.

## Events from the server

${row(['event', 'fields'])}
${row(['---', '---'])}
${events.join('\n')}

Counters and unread numbers are absolute, never increments. Entry, ticket and row have the shapes of \`packages/core/src/entries.ts\`,
\`entities.ts\` and \`protocol.ts\`.

An entry: \`${shapeOf(entry, 'output')}\`

A ticket: \`${shapeOf(ticket, 'output')}\`

## Codes

${row(['code', 'HTTP status'])}
${row(['---', '---'])}
${codes.join('\n')}
`;
}
