import type { KeptDraft } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import type { Drafts } from '../../live/drafts.ts';
import { newKey } from '../../live/newKey.ts';
import { type DeviceState, readDeviceState } from './draftMeeting.ts';

/** Milliseconds that what is written waits, so that a sentence is sent and not each of its letters. */
const PAUSE = 1_200;
/** Milliseconds after which it is tried again when the server was out of reach. */
const AGAIN = 5_000;

/** Where drafts are kept. */
type DraftServer = Pick<SportelloClient, 'insist' | 'query'>;

/** A file of a draft, as the server keeps it. */
interface DraftFile {
  readonly id: string;
  readonly description: string;
}

/** A draft as it stands on the page; null fields: nobody has written anything. */
interface Written {
  readonly fields: Readonly<Record<string, string>> | null;
  readonly files: readonly DraftFile[];
}

/** One text for one content, in whatever order its fields come. */
function contentOf({ fields, files }: Written): string {
  const told = Object.entries(fields ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return fields ? JSON.stringify([told, files]) : '';
}

const contentKept = ({ fields, files }: KeptDraft): string =>
  contentOf({ fields, files: files.map(({ file: { id }, description }) => ({ id, description })) });

/**
 * Keeps a draft with the server while it is written, beside the one on the device, so that it follows its writer. Another
 * version there is never overwritten: the page is told, and nothing is sent until the person has chosen.
 */
export class DraftKeeper {
  readonly #client: DraftServer;
  readonly #drafts: Pick<Drafts, 'read' | 'write'>;
  readonly #name: string;
  readonly #elsewhere: (draft: KeptDraft) => void;
  #base: string | null = null;
  /** What the server has, in one text; undefined: not known. */
  #saved: string | undefined = '';
  #now: Written = { fields: null, files: [] };
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isSending = false;
  /** The person has to choose between two drafts. */
  #isHeld = false;
  #isClosed = false;
  /** The page has said what stands on it: before that nothing is known, which is not the same as nothing written. */
  #hasBegun = false;

  /** @param elsewhere told of a draft that was written without knowing of this one */
  constructor(
    client: DraftServer,
    drafts: Pick<Drafts, 'read' | 'write'>,
    name: string,
    elsewhere: (draft: KeptDraft) => void,
  ) {
    this.#client = client;
    this.#drafts = drafts;
    this.#name = name;
    this.#elsewhere = elsewhere;
  }

  /** What was noted at an earlier visit. Browser only. */
  get state(): DeviceState | null {
    return readDeviceState(this.#drafts.read(this.#place));
  }

  get #place(): string {
    return `kept:${this.#name}`;
  }

  /** Goes on from what the server has: what stands on the page is made of it. */
  settle(kept: KeptDraft | null): void {
    this.#base = kept?.version ?? null;
    this.#saved = kept ? contentKept(kept) : '';
    this.#isHeld = false;
    if (this.#hasBegun) this.#plan(PAUSE);
  }

  /** Two drafts do not know of each other: nothing is sent until {@link settle}. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Takes what stands on the page now. */
  keep(fields: Written['fields'], files: readonly DraftFile[]): void {
    this.#now = { fields: fields ?? (files.length > 0 ? {} : null), files };
    this.#hasBegun = true;
    this.#note();
    if (contentOf(this.#now) !== this.#saved) this.#plan(PAUSE);
  }

  /** The page is left: what has not been sent is sent now, and nobody is told of anything any more. */
  close(): void {
    this.#isClosed = true;
    if (this.#timer) void this.#send();
  }

  #note(): void {
    const isSaved = contentOf(this.#now) === this.#saved;
    const isNothing = this.#base === null && this.#now.fields === null;
    this.#drafts.write(this.#place, isNothing ? '' : JSON.stringify({ base: this.#base, isSaved }));
  }

  #plan(pause: number): void {
    if (this.#isHeld || this.#timer) return;
    this.#timer = setTimeout(() => void this.#send(), pause);
  }

  async #send(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const written = this.#now;
    const content = contentOf(written);
    if (this.#isHeld || content === this.#saved) return;
    if (this.#isSending) return this.#plan(PAUSE);
    this.#isSending = true;
    const answer = await (written.fields === null ? this.#drop() : this.#put(written.fields, written.files));
    this.#isSending = false;
    if (answer.ok) {
      this.#base = answer.data.version;
      this.#saved = content;
      this.#note();
      if (contentOf(this.#now) !== content) this.#plan(PAUSE);
    } else if (answer.code === 'stale') await this.#met();
    else if (answer.retryAfter !== undefined) this.#plan(AGAIN);
    // Everything else stays on the device alone: what is wrong with it is told when it is sent.
  }

  #put(fields: Readonly<Record<string, string>>, files: readonly DraftFile[]) {
    const version = newKey();
    return this.#client.insist(
      'draft.keep',
      { name: this.#name, base: this.#base, version, fields: { ...fields }, files: [...files] },
      version,
      AGAIN,
    );
  }

  async #drop() {
    if (this.#base === null) return { ok: true, data: { version: null } } as const;
    return this.#client.insist('draft.drop', { name: this.#name, base: this.#base }, newKey(), AGAIN);
  }

  /** Somebody – the same person – has written there in between. */
  async #met(): Promise<void> {
    if (this.#isClosed) return;
    const answer = await this.#client.query('draft', { name: this.#name });
    if (!answer.ok) return this.#plan(AGAIN);
    const { draft } = answer.data;
    if (!draft) return this.settle(null);
    if (this.#now.fields === null) return this.#forget();
    // The same as was known, or as stands here: nobody has written anything else.
    const there = contentKept(draft);
    if (there === this.#saved || there === contentOf(this.#now)) return this.settle(draft);
    this.hold();
    this.#elsewhere(draft);
  }

  /** Given up here while it was gone on with elsewhere: it is theirs now. */
  #forget(): void {
    this.#base = null;
    this.#saved = '';
    this.#drafts.write(this.#place, '');
  }
}
