import { createHash } from 'node:crypto';
import {
  attachmentLimitsOf,
  can,
  cleanFileName,
  PICTURE_BYTES,
  pendingLimits,
  pictureTypes,
  RefusedError,
  type Result,
  refuse,
  type Uploaded,
} from '@sportello/core';
import { type AttachmentRecord, newId, toUploaded, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Bytes from the beginning by which a type is known. */
const HEAD = 4_100;

/** A file that arrives. */
export interface Arriving {
  /** As the browser named it. */
  readonly name: string;
  /** Bytes announced; null when they were not. */
  readonly announced: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What was seen of a content while it passed. */
interface Seen {
  size: number;
  head: Buffer;
  digest: string;
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  seen: Seen,
  limit: number,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of body) {
    seen.size += piece.length;
    if (seen.size > limit) throw new RefusedError('attachment_too_large', { limit });
    if (seen.head.length < HEAD) seen.head = Buffer.concat([seen.head, piece]).subarray(0, HEAD);
    hash.update(piece);
    yield piece;
  }
  if (seen.size === 0) throw new RefusedError('attachment_empty');
  seen.digest = hash.digest('base64url');
}

function isText(head: Buffer): boolean {
  try {
    // A character may be cut where the head ends: `stream` leaves it out.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return !text.includes('\u0000');
  } catch {
    return false;
  }
}

/** The type that the content itself shows; a name proves nothing. */
async function typeOf(head: Buffer): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head);
  return found?.mime ?? (isText(head) ? 'text/plain' : 'application/octet-stream');
}

/** Is there still room for what a person has uploaded and not sent? What has just been reserved counts, so that uploads side by side do not get past it. */
async function hasRoom({ database, now }: Installation, owner: string): Promise<boolean> {
  const since = now() - pendingLimits.time;
  const pending = await database.attachments
    .find({ owner, isBound: false, at: trusted({ $gt: since }) }, { size: 1 })
    .limit(pendingLimits.number + 1)
    .lean<Pick<AttachmentRecord, 'size'>[]>();
  const bytes = pending.reduce((sum, { size }) => sum + size, 0);
  return pending.length <= pendingLimits.number && bytes <= pendingLimits.size;
}

/**
 * Takes in a file: it belongs to the person and to no ticket yet. Its content passes through in pieces; when it is refused,
 * broken off or too large, nothing of it is left.
 * @throws what the body throws when it breaks off
 */
export async function upload(
  installation: Installation,
  ctx: Context,
  { name, announced, body }: Arriving,
): Promise<Result<Uploaded>> {
  const { database, content, pictures } = installation;
  const { principal } = ctx;
  if (!(can(principal, 'ticket.reply') || can(principal, 'ticket.open'))) return refuse('forbidden');
  const { size: limit } = attachmentLimitsOf((await installation.workflow()).preset.rules);
  if (announced !== null && announced > limit)
    return refuse('attachment_too_large', { limit, got: announced });
  const id = newId();
  const reserved: AttachmentRecord = {
    _id: id,
    owner: principal.person,
    at: installation.now(),
    isWhole: false,
    isBound: false,
    name: cleanFileName(name),
    type: 'application/octet-stream',
    size: announced ?? limit,
    width: null,
    height: null,
    digest: '',
  };
  // Before the content: whatever happens to this process, the record leads to what has to be removed.
  await database.attachments.create(reserved);
  const seen: Seen = { size: 0, head: Buffer.alloc(0), digest: '' };
  try {
    if (!(await hasRoom(installation, principal.person))) throw new RefusedError('attachment_quota');
    await content.write(id, watched(body, seen, limit));
    const type = await typeOf(seen.head);
    const { size, digest } = seen;
    const isPicture = pictureTypes.includes(type) && size <= PICTURE_BYTES;
    const picture = isPicture ? await pictures.look(id) : null;
    const whole = {
      ...reserved,
      isWhole: true,
      type,
      size,
      digest,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    };
    const { _id, ...fields } = whole;
    await database.attachments.updateOne({ _id }, { $set: fields });
    return { ok: true, data: toUploaded(whole) };
  } catch (error) {
    await content.remove(id);
    await pictures.remove(id);
    await database.attachments.deleteOne({ _id: id });
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}
