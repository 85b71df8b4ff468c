import * as z from 'zod/mini';
import { id, position } from './fields.ts';

/** The most that an installation may allow: of one file in megabytes, and of the files of one message. */
export const attachmentCeiling = { megabytes: 100, number: 20 } as const;

/** What may wait to be sent. */
export const pendingLimits = {
  /** Files that one person may have uploaded and not sent yet, and their bytes together. */
  number: 40,
  size: 500 * 1024 * 1024,
  /** Milliseconds that a file waits to be sent before it is removed. */
  time: 24 * 60 * 60 * 1_000,
} as const;

/** Longest description of a file, in user-perceived characters. */
export const DESCRIPTION_LIMIT = 200;

const facts = {
  id,
  name: z.string(),
  /** Media type found in the content, whatever the name says. */
  type: z.string(),
  size: position,
  /** Pixels of a picture that can be shown, as it is seen; null for everything else. */
  width: z.nullable(position),
  height: z.nullable(position),
};

/** What an upload answers: a file that is not part of anything yet. Its content is fetched by its id. */
export const uploaded = z.strictObject(facts);
/** See {@link uploaded}. */
export type Uploaded = z.infer<typeof uploaded>;

/** A file as the entry that carries it tells. */
export const attachment = z.strictObject({ ...facts, description: z.nullable(z.string()) });
/** See {@link attachment}. */
export type Attachment = z.infer<typeof attachment>;
