import { Readable } from 'node:stream';

/** A picture of four pixels, a document and some text, as small as they come. */
export const samples = {
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQImWOwSrtmlXaNAUIBACaGBdli96ogAAAAAElFTkSuQmCC',
    'base64',
  ),
  pdf: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  html: Buffer.from('<!doctype html><script>alert(document.cookie)</script>'),
  text: Buffer.from('Scarto 00404: fattura già trasmessa'),
} as const;

/** A body that goes on until it is told to break off, or for ever. */
export function endless(pieces: number, breakOff: (() => void) | null = null): Readable {
  let sent = 0;
  return new Readable({
    read() {
      sent += 1;
      if (breakOff && sent > pieces) return void setTimeout(breakOff, 50);
      this.push(Buffer.alloc(256 * 1024, sent));
    },
  });
}
