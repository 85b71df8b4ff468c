import { randomUUID } from 'node:crypto';
import { openDatabase } from '@sportello/models';
import type { Portal, Program } from './portal.ts';

/** The function that no page may ever call, and which every payload tries to. */
const CALL = '__x()';

/** Where a text might end up: in an element, an attribute, a script, an address, a template. */
const frames: readonly ((call: string) => string)[] = [
  (call) => `<img src=x onerror=${call}>`,
  (call) => `"><svg onload=${call}>`,
  (call) => `'><b onmouseover=${call}>`,
  (call) => `</script><script>${call}</script>`,
  (call) => `<!--><script>${call}</script>`,
  (call) => `</title><script>${call}</script>`,
  (call) => `</textarea><script>${call}</script>`,
  (call) => `<style><img src onerror=${call}></style>`,
  (call) => `<math><mtext><table><mglyph><style><!--</style><img src=x onerror=${call}>`,
  (call) => `<svg><animate attributeName=href values=javascript:${call} /></svg>`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>">`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  (call) => `<details open ontoggle=${call}>`,
  (call) => `<a href="javascript:${call}">x</a>`,
  (call) => `[x](javascript:${call})`,
  (call) => `[x](&#106;avascript:${call})`,
  (call) => `![x](x"onerror="${call})`,
  (call) => `<javascript:${call}>`,
  (call) => `javascript:${call}//`,
  (call) => `'-${call}-'`,
  (call) => `"-${call}-"`,
  (call) => `\`\${${call}}\``,
  (call) => `$\{${call}}{{${call}}}`,
  (call) => `{@html "<img src=x onerror=${call}>"}`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `]]><script>${call}</script>`,
  (call) => `\u2028<base href=//evil.example><script>${call}</script>`,
  (call) => `<form action=javascript:${call}><button>x</button></form>`,
  (call) => `<object data=javascript:${call}></object>`,
  (call) => `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  (call) => `<x style="background:url(javascript:${call})" onfocus=${call} autofocus tabindex=1>`,
];
/** The ways in which a filter might be got round. */
const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/on(\w+)=/u, 'oN$1\n=').replaceAll('script', 'ScRiPt'),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '\\x3c').replaceAll('>', '\\x3e'),
  (text) => text.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll('javascript:', 'java\tscript:').replaceAll('<', '<\u200b'),
  (text) => `<scr<script>ipt>${text}`,
];

/** Texts of which every one is to be shown, and none to be run. */
export const payloads: readonly string[] = disguises.flatMap((disguise) =>
  frames.map((frame) => disguise(frame(CALL))),
);

const short = payloads.filter((text) => text.length <= 100);
/** As it comes in a field of one line. */
function lineOf(index: number, most = 100): string {
  const fitting = short.filter((text) => text.length <= most);
  return fitting[index % fitting.length] ?? CALL;
}

/** Gives people, companies, articles and settings names that no page lets anybody choose yet. */
async function poisonNames(mongoUrl: string): Promise<void> {
  const { connection } = await openDatabase(mongoUrl);
  const set = async (collection: string, fields: (index: number) => Record<string, unknown>) => {
    const all = await connection
      .collection(collection)
      .find({}, { projection: { _id: 1 } })
      .toArray();
    for (const [index, { _id }] of all.entries())
      await connection.collection(collection).updateOne({ _id }, { $set: fields(index) });
  };
  const both = (index: number) => ({ it: lineOf(index), en: lineOf(index + 1) });
  await set('people', (index) => ({ firstName: `P${lineOf(index)}`, lastName: lineOf(index + 3) }));
  await set('companies', (index) => ({
    name: `C${lineOf(index)}`,
    address: lineOf(index + 1),
    phone: lineOf(index + 2, 40),
  }));
  await set('articles', (index) => ({
    title: `A${lineOf(index)}`,
    summary: lineOf(index + 5),
    body: payloads.join('\n\n').slice(0, 9_000),
  }));
  await set('installations', (index) => ({ product: lineOf(index), version: lineOf(index + 7, 40) }));
  const settings = connection.collection<Record<string, never>>('settings');
  const now = await settings.findOne({});
  const areas = (now?.['categories'] ?? []) as { name: unknown; subcategories: { name: unknown }[] }[];
  const named = areas.map((area, at) => ({
    ...area,
    name: both(at),
    subcategories: area.subcategories.map((sub, index) => ({ ...sub, name: both(at + index + 4) })),
  }));
  const shelves = ((now?.['articleCategories'] ?? []) as object[]).map((shelf, at) => ({
    ...shelf,
    name: both(at),
    description: both(at + 9),
  }));
  const teams = ((now?.['teams'] ?? []) as object[]).map((team, at) => ({ ...team, name: both(at + 2) }));
  await settings.updateOne({}, {
    $set: {
      'provider.name': `Nordest ${lineOf(0)}`,
      categories: named,
      articleCategories: shelves,
      teams,
      holdWords: { text: payloads.slice(0, 20).join('\n'), callWhom: lineOf(3) },
    },
  } as never);
  await connection.close();
}

async function upload(portal: Portal, cookie: string, name: string): Promise<string> {
  const answer = await fetch(`${portal.url}/api/attachments`, {
    method: 'POST',
    headers: { cookie, origin: portal.url, 'x-file-name': encodeURIComponent(name) },
    body: '<!doctype html><script>top.__x()</script>',
  });
  const { data } = (await answer.json()) as { data: { id: string } };
  return data.id;
}

/** Chunks of the payloads that fit into a message. */
function messages(): string[] {
  const all: string[] = [];
  for (let at = 0; at < payloads.length; at += 40) all.push(payloads.slice(at, at + 40).join('\n\n'));
  return all;
}

/**
 * Writes the payloads into every field that somebody can write into.
 * @param cookie of Giulia
 * @returns the number of the ticket with all of them
 */
export async function poison(portal: Portal, mongoUrl: string, cookie: string): Promise<number> {
  await poisonNames(mongoUrl);
  const [giulia, luca, elena] = await Promise.all(
    ['giulia@rossi.example', 'luca@nordest.example', 'elena@nordest.example'].map((who) =>
      portal.program(who),
    ),
  );
  if (!giulia || !luca || !elena) throw new Error('no programs');
  const opened = await open(giulia, 0);
  for (let index = 1; index < 12; index += 1) await open(giulia, index);
  const { ticket } = opened;
  const file = await upload(portal, cookie, `${lineOf(0)}.html`);
  const [first = '', ...others] = messages();
  await giulia.do('ticket.reply', {
    ticket,
    body: first,
    attachments: [{ id: file, description: lineOf(2) }],
  });
  for (const body of others) await luca.do('ticket.reply', { ticket, body });
  await luca.do('ticket.note', { ticket, body: first });
  await luca.do('ticket.call', {
    ticket,
    direction: 'made',
    with: lineOf(4),
    at: Date.now(),
    body: first,
    audience: 'all',
  });
  await giulia.do('ticket.callback', { ticket, phone: '+39 049 1234567', name: lineOf(6), when: lineOf(7) });
  await luca.do('view.save', {
    name: lineOf(8, 60),
    team: null,
    query: { view: 'open', sort: 'activity' },
  });
  await elena.do('ticket.hold', {
    ticket: (await open(giulia, 13)).ticket,
    reason: first.slice(0, 900),
    callWhom: lineOf(9),
  });
  await keep(giulia);
  return opened.number;
}

function open(who: Program, index: number) {
  return who.do('ticket.open', {
    title: `T${lineOf(index)}`,
    description: payloads.slice(index, index + 30).join('\n\n'),
    category: 'accounting',
    subcategory: 'e-invoicing',
    contactName: lineOf(index + 1),
    phone: '+39 049 1234567',
    module: lineOf(index + 3),
    context: {
      program: lineOf(index + 4),
      screen: lineOf(index + 5),
      version: lineOf(index + 6),
      error: lineOf(index + 7),
    },
  });
}

/** What somebody was writing on the form of a new ticket. */
async function keep({ client }: Program): Promise<void> {
  const fields = { title: lineOf(1), description: payloads.slice(0, 20).join('\n'), contactName: lineOf(2) };
  await client.command('draft.keep', {
    name: 'new-ticket',
    base: null,
    version: randomUUID(),
    fields,
    files: [],
  });
}
