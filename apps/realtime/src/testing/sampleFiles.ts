import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';

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

/** A piece of a PNG, as the format wants it. */
function pngPiece(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A picture of a few bytes that says it has billions of pixels. */
export function pixelFlood(side = 60_000): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const signature = samples.png.subarray(0, 8);
  const rows = deflateSync(Buffer.alloc(1_000));
  return Buffer.concat([
    signature,
    pngPiece('IHDR', size),
    pngPiece('IDAT', rows),
    pngPiece('IEND', Buffer.alloc(0)),
  ]);
}

/** Files that are two things at once: what they are here must be harmless. */
export const polyglots = {
  /** A picture to whoever looks at its beginning, a program to whoever runs it. */
  gifAndScript: Buffer.from('GIF89a/*\x01\x00\x01\x00*/=1;alert(document.cookie)'),
  /** A page with a document in it. */
  pageAndPdf: Buffer.concat([samples.html, Buffer.from('\n'), samples.pdf]),
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
