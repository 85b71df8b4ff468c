import type { KeptDraft } from '@sportello/core';
import * as z from 'zod/mini';
import type { OpeningDraft } from './openingDraft.ts';

const device = z.strictObject({ base: z.nullable(z.string()), isSaved: z.boolean() });

/** How the draft on the device stands towards the server. */
export interface DeviceState {
  /** The version on the server that it was made of. */
  readonly base: string | null;
  /** Nothing was written since. */
  readonly isSaved: boolean;
}

/** What was noted on the device; null when there is nothing, or nothing that can be read. */
export function readDeviceState(text: string): DeviceState | null {
  if (text === '') return null;
  try {
    const parsed = device.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Which of two drafts a form goes on with. `device`, `server`: that one, the other is older or the same. `both`: each was
 * written without knowing of the other, and the person chooses. `ended`: what is on the device was sent or given up elsewhere,
 * or what is on the server was given up here. `none`: there is none.
 */
export type Meeting = 'none' | 'device' | 'server' | 'both' | 'ended';

function isSame({ key: _, ...local }: OpeningDraft, { fields }: KeptDraft): boolean {
  return Object.entries(local).every(([name, text]) => (text ?? '') === (fields[name] ?? ''));
}

/** Compares what is on the device with what is on the server. */
export function meet(
  local: OpeningDraft | null,
  state: DeviceState | null,
  server: KeptDraft | null,
): Meeting {
  if (!local) {
    if (!server) return 'none';
    return state?.base === server.version && !state.isSaved ? 'ended' : 'server';
  }
  if (!server) return state?.base && state.isSaved ? 'ended' : 'device';
  if (state?.base === server.version || isSame(local, server)) return 'device';
  return state?.base && state.isSaved ? 'server' : 'both';
}
