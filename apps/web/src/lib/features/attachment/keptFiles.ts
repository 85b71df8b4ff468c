import { type Uploaded, uploaded } from '@sportello/core';
import * as z from 'zod/mini';

const kept = z.array(z.strictObject({ file: uploaded, description: z.string() }));

/** An uploaded file that waits to be sent, with what its owner says about it. */
export interface KeptFile {
  readonly file: Uploaded;
  readonly description: string;
}

/** The text to keep for uploaded files; empty when there are none. */
export function keptText(files: readonly KeptFile[]): string {
  return files.length === 0 ? '' : JSON.stringify(files);
}

/** The files that were kept; none when there is nothing, or nothing that can be read. */
export function readKept(text: string): readonly KeptFile[] {
  if (text === '') return [];
  try {
    const parsed = kept.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
