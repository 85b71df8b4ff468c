import type { Readable } from 'node:stream';
import { PICTURE_PIXELS } from '@sportello/core';
import { type Database, Files } from '@sportello/models';

/** Longest side of a thumbnail, in pixels: sharp on a screen of two pixels a point. */
const SIDE = 560;
/** Pictures looked at the same time: each is in memory while it is. */
const AT_ONCE = 2;
/** Seconds after which a picture is given up. */
const PATIENCE = 15;

/** A picture as it can be shown. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** WebP, upright, without what the camera wrote into it. */
  readonly thumbnail: Buffer;
}

async function collected(stream: Readable): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

/** What can be shown of uploaded pictures. Thumbnails are made once, when a picture arrives, and kept. */
export class Pictures {
  readonly #content: Files;
  readonly #thumbnails: Files;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(database: Database, content: Files) {
    this.#content = content;
    this.#thumbnails = new Files(database, 'thumbnail');
  }

  /** Looks at a picture whose content is stored, and keeps its thumbnail; null when it cannot be shown. */
  async look(id: string): Promise<Picture | null> {
    const picture = await this.#inTurn(() => this.#read(id)).catch(() => null);
    if (picture) await this.#keep(id, picture.thumbnail);
    return picture;
  }

  /** The thumbnail of a picture; null when it cannot be shown. */
  async thumbnail(id: string): Promise<Buffer | null> {
    if (await this.#thumbnails.has(id)) return collected(this.#thumbnails.read(id));
    return (await this.look(id))?.thumbnail ?? null;
  }

  /** Forgets the thumbnail of a picture. */
  remove(id: string): Promise<void> {
    return this.#thumbnails.remove(id);
  }

  async #read(id: string): Promise<Picture> {
    // Fetched when the first picture comes: a process that starts does not wait for it.
    const { default: sharp } = await import('sharp');
    const bytes = await collected(this.#content.read(id));
    // The number of pixels is looked at before anything is decoded; of what moves, only the first frame is.
    const image = sharp(bytes, { limitInputPixels: PICTURE_PIXELS, failOn: 'error', pages: 1 });
    const { width, height, orientation = 1 } = await image.metadata();
    if (!width || !height || width * height > PICTURE_PIXELS) throw new Error('too many pixels');
    const thumbnail = await image
      .timeout({ seconds: PATIENCE })
      .rotate()
      .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return orientation > 4 ? { width: height, height: width, thumbnail } : { width, height, thumbnail };
  }

  async #keep(id: string, thumbnail: Buffer): Promise<void> {
    const once = async function* () {
      yield thumbnail;
    };
    // Another process may be keeping the same one; whoever needs it again makes it again.
    await this.#thumbnails.write(id, once()).catch(() => undefined);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
