import { customerReplies, details, openings } from './customer-sentences.ts';
import { companyParts, firstNames, surnames } from './people.ts';
import { closingSentences, noteSentences, supportReplies } from './support-sentences.ts';
import { type TitleTemplate, titleTemplates } from './titles.ts';

/** A source of chance: a number from 0, included, to 1, excluded. The caller decides whether and how it repeats. */
export type Chance = () => number;

/** What a written line is for. */
export type LineKind = 'opening' | 'detail' | 'customerReply' | 'supportReply' | 'note' | 'closing';

const lines: Readonly<Record<LineKind, readonly string[]>> = {
  opening: openings,
  detail: details,
  customerReply: customerReplies,
  supportReply: supportReplies,
  note: noteSentences,
  closing: closingSentences,
};

function pick<T>(items: readonly T[], chance: Chance): T {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from, or a chance outside 0–1');
  return item;
}

function between(least: number, most: number, chance: Chance): number {
  return least + Math.floor(chance() * (most - least + 1));
}

const months = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
] as const;
const screens = [
  'con110',
  'con210',
  'con220',
  'con310',
  'con415',
  'con480',
  'con900',
  'ven210',
  'ven250',
  'ven320',
  'ven330',
  'mag110',
  'mag120',
  'mag140',
  'mag190',
  'mag330',
  'doc310',
  'doc320',
  'doc320q',
  'pa100',
  'pa200',
  'pa240',
  'pa310',
  'pa500',
  'pa520',
  'age010',
  'age200',
  'bck001',
  'sis010',
  'sis040',
] as const;
const rejects = [
  '00002',
  '00200',
  '00305',
  '00306',
  '00311',
  '00400',
  '00403',
  '00404',
  '00417',
  '00423',
  '00445',
] as const;
const errors = [
  'Errore 217 modulo non trovato',
  'Errore 91 oggetto non impostato',
  'BCK-071 archivio in uso',
  'PA-1043 progressivi non allineati',
  'PA-2210 nome non valido',
  'CON-118 periodo già stampato',
  'LIC-009 timeout',
  'MAG-305 lotto inesistente',
  'STP-014 modello mancante',
  'NET-060 collegamento interrotto',
] as const;
const departments = [
  'amministrazione',
  'magazzino',
  'spedizioni',
  'produzione',
  'acquisti',
  'vendite',
  'officina',
  'showroom',
] as const;
const fields = [
  'riferimento cantiere',
  'numero commessa',
  'targa del mezzo',
  'orario di consegna',
  'codice cliente finale',
  'note per il vettore',
] as const;
const versions = ['9.1.4', '9.2.0', '9.2.1', '9.2.2', '9.3'] as const;

/** An invented person's name. */
export function personName(chance: Chance): { readonly firstName: string; readonly lastName: string } {
  return { firstName: pick(firstNames, chance), lastName: pick(surnames, chance) };
}

/** An invented company's name, legal form included. */
export function companyName(chance: Chance): string {
  return `${shortCompanyName(chance)} ${pick(companyParts.forms, chance)}`;
}

function shortCompanyName(chance: Chance): string {
  const trade = pick(companyParts.trades, chance);
  return `${trade} ${chance() < 0.5 ? pick(companyParts.places, chance) : pick(surnames, chance)}`;
}

function amount(chance: Chance): string {
  const whole = String(between(1, 9_999, chance)).replace(/(\d)(\d{3})$/, '$1.$2');
  return `${whole},${String(between(0, 99, chance)).padStart(2, '0')}`;
}

/** Days and percentages begin at 12: the sentences say «il» and «al», which 8 and 11 would elide. */
const slots: Readonly<Record<string, (chance: Chance) => string>> = {
  account: (chance) =>
    `${between(10, 70, chance)}.${String(between(1, 19, chance)).padStart(2, '0')}.00${between(1, 9, chance)}`,
  amount,
  code: (chance) =>
    `${pick(['ART', 'CAV', 'MRS', 'ANT', 'CER', 'SED', 'VIT', 'PRF'], chance)}-${between(10, 990, chance)}`,
  customer: shortCompanyName,
  day: (chance) => String(between(12, 28, chance)),
  days: (chance) => String(between(2, 14, chance)),
  department: (chance) => pick(departments, chance),
  digit: (chance) => String(between(2, 5, chance)),
  error: (chance) => pick(errors, chance),
  field: (chance) => pick(fields, chance),
  hour: (chance) => `${between(8, 18, chance)}:${pick(['00', '15', '30', '45'], chance)}`,
  invoice: (chance) => `F/${between(100, 2_999, chance)}`,
  month: (chance) => pick(months, chance),
  n: (chance) => String(between(6, 99, chance)),
  number: (chance) => String(between(1_000, 9_999, chance)),
  otherDigit: (chance) => String(between(6, 9, chance)),
  percent: (chance) => String(between(12, 79, chance)),
  person: (chance) => `${pick(firstNames, chance)} ${pick(surnames, chance)}`,
  reject: (chance) => pick(rejects, chance),
  screen: (chance) => pick(screens, chance),
  version: (chance) => pick(versions, chance),
  workstation: (chance) => `R-00${between(10, 40, chance)}`,
};

function filled(text: string, chance: Chance): string {
  return text.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    const make = slots[slot];
    if (!make) throw new Error(`no slot is called ${slot}`);
    return make(chance);
  });
}

/** A ticket's title, with the topic it belongs to. */
export function ticketTitle(
  chance: Chance,
): Readonly<Pick<TitleTemplate, 'category' | 'subcategory'> & { title: string }> {
  const { category, subcategory, text } = pick(titleTemplates, chance);
  return { category, subcategory, title: filled(text, chance) };
}

/** One written line. */
export function writtenLine(kind: LineKind, chance: Chance): string {
  return filled(pick(lines[kind], chance), chance);
}

/** Up to `most` different lines, at least `least`, as one paragraph. */
function paragraph(kind: LineKind, least: number, most: number, chance: Chance): string {
  const texts = new Set(
    Array.from({ length: between(least, most, chance) }, () => pick(lines[kind], chance)),
  );
  return [...texts].map((text) => filled(text, chance)).join(' ');
}

/** A ticket's description: an opening and up to three details. */
export function ticketDescription(chance: Chance): string {
  return `${writtenLine('opening', chance)} ${paragraph('detail', 0, 3, chance)}`.trim();
}

/** A message of one to three lines. */
export function writtenMessage(kind: LineKind, chance: Chance): string {
  return paragraph(kind, 1, 3, chance);
}
