/** A stretch of bytes that is passed on or held back as a whole: an HTTP head, one WebSocket frame, or whatever came. */
export interface Piece {
  readonly bytes: Buffer;
  /** The text of a whole WebSocket text message; null for everything else. */
  readonly text: string | null;
}

type Mode = 'head' | 'frames' | 'raw';

const HEAD_END = Buffer.from('\r\n\r\n');
const TEXT_MESSAGE = 0x81;

/**
 * Cuts one direction of a connection into pieces, so that a single message can be dropped without breaking those around
 * it. What is no WebSocket passes as it comes.
 */
export class PieceReader {
  #mode: Mode = 'head';
  #rest: Buffer = Buffer.alloc(0);
  readonly #opens: RegExp;

  /** @param opens matches the head after which frames follow */
  constructor(opens: RegExp) {
    this.#opens = opens;
  }

  /** The pieces that are complete now. */
  push(chunk: Buffer): Piece[] {
    if (this.#mode === 'raw') return [{ bytes: chunk, text: null }];
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    return this.#mode === 'head' ? this.#head() : this.#frames();
  }

  #head(): Piece[] {
    const end = this.#rest.indexOf(HEAD_END);
    if (end < 0) return [];
    const bytes = this.#rest.subarray(0, end + HEAD_END.length);
    const after = this.#rest.subarray(bytes.length);
    this.#rest = Buffer.alloc(0);
    if (!this.#opens.test(bytes.toString('latin1'))) {
      this.#mode = 'raw';
      return [{ bytes: Buffer.concat([bytes, after]), text: null }];
    }
    this.#mode = 'frames';
    return [{ bytes, text: null }, ...(after.length > 0 ? this.push(after) : [])];
  }

  #frames(): Piece[] {
    const pieces: Piece[] = [];
    for (let frame = readFrame(this.#rest); frame; frame = readFrame(this.#rest)) {
      pieces.push(frame);
      this.#rest = this.#rest.subarray(frame.bytes.length);
    }
    return pieces;
  }
}

interface Shape {
  readonly headLength: number;
  readonly length: number;
}

function shapeOf(bytes: Buffer): Shape | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extended) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  return { headLength: 2 + extended, length };
}

/** The first frame of some bytes (RFC 6455, §5.2); null while it is not complete. */
function readFrame(bytes: Buffer): Piece | null {
  const shape = shapeOf(bytes);
  if (!shape) return null;
  const isMasked = bytes.readUInt8(1) >= 0x80;
  const start = shape.headLength + (isMasked ? 4 : 0);
  const end = start + shape.length;
  if (bytes.length < end) return null;
  const frame = bytes.subarray(0, end);
  if (frame.readUInt8(0) !== TEXT_MESSAGE) return { bytes: frame, text: null };
  const payload = frame.subarray(start, end);
  return {
    bytes: frame,
    text: (isMasked ? unmasked(payload, frame.subarray(shape.headLength, start)) : payload).toString(),
  };
}

function unmasked(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}
