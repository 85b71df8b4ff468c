import { Readable } from 'node:stream';
import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { type WrittenEntry, writtenEntry, writtenFacts } from '$lib/features/ticket/print/writtenDown';
import * as m from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import { fullTime } from '$lib/text/time';
import { type PdfFonts, pdfFonts } from './pdfFonts';
import { printable, UNKNOWN_SIGN } from './printable';
import type { WrittenTicket } from './ticketLog';

/** Points: the margins of a page, and where its number stands. */
const [MARGIN, FOOT] = [54, 34];
/** Entries written before others get their turn in this process. */
const AT_ONCE = 20;
/** Bytes that wait to be taken before more is written. */
const WAITING = 1 << 20;

const [INK, MUTED, LINE] = ['#15181d', '#5c6570', '#c9ced6'];

type Document = InstanceType<typeof PDFDocument>;

/** How a piece of text looks. */
interface Look extends PDFKit.Mixins.TextOptions {
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
}

/** Writes texts of whatever letters into a document. */
class Pen {
  readonly doc: Document;
  readonly #fonts: PdfFonts;
  /** Some signs could not be written. */
  hasUnknown = false;

  constructor(doc: Document, fonts: PdfFonts) {
    this.doc = doc;
    this.#fonts = fonts;
    doc.registerFont('regular', fonts.regular);
    doc.registerFont('bold', fonts.bold);
  }

  /** Writes a text where the document stands; with `continued` the next one goes on in its line. */
  write(text: string, { size, color, bold = false, ...options }: Look): void {
    const shown = printable(text, this.#fonts.knows);
    this.hasUnknown ||= shown.hasUnknown;
    const builtIn = bold ? 'Helvetica-Bold' : 'Helvetica';
    // What goes along has metrics of its own, and takes longer to set.
    this.doc.font(shown.isBuiltIn ? builtIn : bold ? 'bold' : 'regular').fontSize(size);
    this.doc.fillColor(color).text(shown.text, options);
  }
}

/** Numbers a page without moving on from where the text is. */
function numberPage(doc: Document, page: number, ticket: string): void {
  const { bottom } = doc.page.margins;
  const [x, y] = [doc.x, doc.y];
  // The text would not fit above the margin, and begin another page.
  doc.page.margins.bottom = 0;
  doc.font('Helvetica').fontSize(8).fillColor(MUTED);
  const width = doc.page.width - 2 * MARGIN;
  const place = { width, lineBreak: false, align: 'right' } as const;
  doc.text(`${ticket} · ${m.print_page({ page })}`, MARGIN, doc.page.height - FOOT, place);
  doc.page.margins.bottom = bottom;
  doc.x = x;
  doc.y = y;
}

function writeHead(pen: Pen, { ticket, company, held, book }: WrittenTicket, provider: string): void {
  const { doc } = pen;
  pen.write(provider, { size: 9, color: MUTED });
  doc.moveDown(0.3);
  pen.write(`#${ticket.number} ${ticket.title}`, { size: 16, color: INK, bold: true });
  doc.moveDown(0.6);
  for (const [label, value] of writtenFacts(ticket, company, book, held)) {
    pen.write(`${label}: `, { size: 9, color: MUTED, continued: true });
    pen.write(value, { size: 9, color: INK });
  }
  doc.moveDown(0.6);
  doc.strokeColor(LINE).lineWidth(0.5);
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .stroke();
  doc.moveDown(0.8);
}

function writeEntry(pen: Pen, { who, did, when, note, body, files }: WrittenEntry): void {
  const { doc } = pen;
  const room = doc.page.height - doc.page.margins.bottom - doc.y;
  // Who wrote it stays with what was written.
  if (room < 48) doc.addPage();
  pen.write(who, { size: 9, color: INK, bold: true, continued: true });
  pen.write(did ? ` ${did}` : '', { size: 9, color: INK, continued: true });
  pen.write(` · ${when}${note ? ` · ${note}` : ''}`, { size: 9, color: MUTED });
  if (body !== null) {
    doc.moveDown(0.2);
    pen.write(body, { size: 10, color: INK, lineGap: 1.5 });
  }
  if (files.length > 0) {
    doc.moveDown(0.2);
    pen.write(`${m.attachment_list()}: ${files.join('; ')}`, { size: 9, color: MUTED });
  }
  doc.moveDown(0.9);
}

async function writeAll(pen: Pen, written: WrittenTicket, provider: string): Promise<void> {
  const { doc } = pen;
  writeHead(pen, written, provider);
  let count = 0;
  for await (const page of written.pages()) {
    for (const entry of page) {
      const onPaper = writtenEntry(entry, written.book);
      if (onPaper) writeEntry(pen, onPaper);
      count += 1;
      if (count % AT_ONCE === 0) await setImmediate();
      // Whoever takes it slowly is waited for; whoever has gone is written for no more.
      while (doc.readableLength > WAITING && !doc.destroyed) await pause(20);
      if (doc.destroyed) return;
    }
  }
  const small = { size: 8, color: MUTED };
  if (pen.hasUnknown) pen.write(m.print_unknown_signs({ sign: UNKNOWN_SIGN }), small);
  pen.write(m.print_at({ when: fullTime(written.book.now, getLocale()) }), small);
  doc.end();
}

/**
 * Writes a ticket as a PDF while its log is read, a few entries at a time, so that a long one holds up nobody. Nothing is
 * fetched for it from anywhere.
 */
export async function ticketPdf(
  written: WrittenTicket,
  provider: string,
): Promise<ReadableStream<Uint8Array>> {
  const name = `#${written.ticket.number}`;
  const fonts = await pdfFonts();
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 10 },
    autoFirstPage: false,
    lang: getLocale(),
    info: { Title: `${name} ${written.ticket.title}`, Author: provider },
  });
  let page = 0;
  doc.on('pageAdded', () => {
    page += 1;
    numberPage(doc, page, name);
  });
  doc.addPage();
  writeAll(new Pen(doc, fonts), written, provider).catch((error: unknown) => {
    doc.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return Readable.toWeb(Readable.from(doc)) as ReadableStream<Uint8Array>;
}
