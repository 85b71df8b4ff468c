import { Readable } from 'node:stream';
import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { type WrittenEntry, writtenEntry, writtenFacts } from '$lib/features/ticket/print/writtenDown';
import * as m from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import { fullTime } from '$lib/text/time';
import { printable } from './printable';
import type { WrittenTicket } from './ticketLog';

/** Points: the margins of a page, and where its number stands. */
const [MARGIN, FOOT] = [54, 34];
/** Entries written before others get their turn in this process. */
const AT_ONCE = 20;
/** Bytes that wait to be taken before more is written. */
const WAITING = 1 << 20;

const [INK, MUTED, LINE] = ['#15181d', '#5c6570', '#c9ced6'];

type Document = InstanceType<typeof PDFDocument>;

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

function writeHead(doc: Document, { ticket, company, held, book }: WrittenTicket, provider: string): void {
  doc.font('Helvetica').fontSize(9).fillColor(MUTED).text(printable(provider));
  doc.moveDown(0.3);
  doc
    .font('Helvetica-Bold')
    .fontSize(16)
    .fillColor(INK)
    .text(printable(`#${ticket.number} ${ticket.title}`));
  doc.moveDown(0.6);
  for (const [label, value] of writtenFacts(ticket, company, book, held)) {
    doc
      .font('Helvetica')
      .fontSize(9)
      .fillColor(MUTED)
      .text(printable(`${label}: `), { continued: true });
    doc.fillColor(INK).text(printable(value));
  }
  doc.moveDown(0.6);
  doc.strokeColor(LINE).lineWidth(0.5);
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .stroke();
  doc.moveDown(0.8);
}

function writeEntry(doc: Document, { who, did, when, note, body, files }: WrittenEntry): void {
  const room = doc.page.height - doc.page.margins.bottom - doc.y;
  // Who wrote it stays with what was written.
  if (room < 48) doc.addPage();
  doc.font('Helvetica-Bold').fontSize(9).fillColor(INK).text(printable(who), { continued: true });
  doc.font('Helvetica').text(printable(did ? ` ${did}` : ''), { continued: true });
  doc.fillColor(MUTED).text(printable(` · ${when}${note ? ` · ${note}` : ''}`));
  if (body !== null) {
    doc.moveDown(0.2);
    doc.font('Helvetica').fontSize(10).fillColor(INK).text(printable(body), { lineGap: 1.5 });
  }
  if (files.length > 0) {
    doc.moveDown(0.2);
    doc.font('Helvetica').fontSize(9).fillColor(MUTED);
    doc.text(printable(`${m.attachment_list()}: ${files.join('; ')}`));
  }
  doc.moveDown(0.9);
}

async function writeAll(doc: Document, written: WrittenTicket, provider: string): Promise<void> {
  writeHead(doc, written, provider);
  let count = 0;
  for await (const page of written.pages()) {
    for (const entry of page) {
      const onPaper = writtenEntry(entry, written.book);
      if (onPaper) writeEntry(doc, onPaper);
      count += 1;
      if (count % AT_ONCE === 0) await setImmediate();
      // Whoever takes it slowly is waited for; whoever has gone is written for no more.
      while (doc.readableLength > WAITING && !doc.destroyed) await pause(20);
      if (doc.destroyed) return;
    }
  }
  doc.font('Helvetica').fontSize(8).fillColor(MUTED);
  doc.text(printable(m.print_at({ when: fullTime(written.book.now, getLocale()) })));
  doc.end();
}

/**
 * Writes a ticket as a PDF while its log is read, a few entries at a time, so that a long one holds up nobody. Nothing is
 * fetched for it from anywhere.
 */
export function ticketPdf(written: WrittenTicket, provider: string): ReadableStream<Uint8Array> {
  const name = printable(`#${written.ticket.number}`);
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 10 },
    autoFirstPage: false,
    lang: getLocale(),
    info: { Title: `#${written.ticket.number} ${written.ticket.title}`, Author: provider },
  });
  let page = 0;
  doc.on('pageAdded', () => {
    page += 1;
    numberPage(doc, page, name);
  });
  doc.addPage();
  writeAll(doc, written, provider).catch((error: unknown) => {
    doc.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return Readable.toWeb(Readable.from(doc)) as ReadableStream<Uint8Array>;
}
