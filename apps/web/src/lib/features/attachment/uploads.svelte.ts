import {
  type AttachmentLimits,
  attachmentLimitsOf,
  type Uploaded,
  type WorkflowRules,
} from '@sportello/core';
import type { OutboxItem } from '@sportello/core/client';
import type { Drafts } from '$lib/live/drafts';
import { newKey } from '$lib/live/newKey';
import * as m from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import type { RefusalLike } from '$lib/text/errorSentence';
import { clockTime } from '$lib/text/time';
import { type KeptFile, keptText, readKept } from './keptFiles';
import { type Sending, sendFile } from './sendFile';

export { awaitDrop } from './dropping';

import UploadTray from './UploadTray.svelte';

/** Uploads at a time: more would only make each slower. */
const AT_ONCE = 2;
/** Milliseconds before a lost connection is tried again, the first time and at most. */
const [FIRST_RETRY, LAST_RETRY] = [2_000, 30_000];

/** How far a file has come. `lost`: the connection broke, it begins anew by itself or when asked. */
type Progress = 'waiting' | 'sending' | 'lost' | 'refused' | 'ready';

/** A file that was chosen and is not sent yet. */
export class ChosenFile {
  readonly key = newKey();
  readonly size: number;
  /** The content; null when it was uploaded on an earlier page. */
  readonly content: File | null;
  progress: Progress = $state('waiting');
  /** Bytes that have left. */
  sent = $state(0);
  description = $state('');
  refusal: RefusalLike | null = $state.raw(null);
  uploaded: Uploaded | null = $state.raw(null);

  constructor(content: File | Uploaded) {
    this.size = content.size;
    this.content = content instanceof File ? content : null;
    if (content instanceof File) return;
    this.uploaded = content;
    this.progress = 'ready';
  }

  /** As it will be called; until it is uploaded, as it is called on the device. */
  get name(): string {
    return this.uploaded?.name ?? this.content?.name ?? '';
  }
}

/** What goes along with a message: the ids for the command, and the files to be shown while it waits. */
export interface FilesToSend {
  readonly input: { id: string; description?: string }[];
  readonly files: readonly Uploaded[];
}

/** A pasted picture has no name of its own that would tell it from the next one. */
function named(file: File): File {
  if (file.name !== 'image.png' && file.name !== '') return file;
  const time = clockTime(Date.now(), getLocale()).replace(':', '.');
  return new File([file], `${m.attachment_screenshot({ time })}.png`, { type: file.type });
}

/** The files of one message being written: uploaded as soon as they are chosen, kept with the draft until they are sent. */
export class Uploads {
  readonly #drafts: Drafts;
  readonly #name: string;
  readonly #company: string | null;
  readonly limits: AttachmentLimits;
  readonly #running = new Map<ChosenFile, Sending>();
  #retryIn = FIRST_RETRY;
  #retry: ReturnType<typeof setTimeout> | null = null;

  /** Shows them. */
  readonly Tray = UploadTray;
  files: readonly ChosenFile[] = $state.raw([]);
  /** More were chosen than a message takes. */
  fault: RefusalLike | null = $state.raw(null);
  /** Everything that was chosen is uploaded. */
  readonly isUploaded: boolean = $derived.by(() => this.files.every(({ progress }) => progress === 'ready'));
  /** Some still lack the description that they need here. */
  readonly isUndescribed: boolean = $derived.by(
    () => this.limits.described && this.files.some(({ description }) => description.trim() === ''),
  );
  /** All of it can be sent. */
  readonly isReady: boolean = $derived(this.isUploaded && !this.isUndescribed);

  /**
   * @param name of the draft on the device
   * @param rules what the installation allows
   */
  constructor(drafts: Drafts, name: string, company: string | null, rules: WorkflowRules) {
    this.#drafts = drafts;
    this.#name = name;
    this.#company = company;
    this.limits = attachmentLimitsOf(rules);
    this.putBack(readKept(drafts.read(name)));
  }

  /** Adds what was chosen, dropped or pasted, up to what a message takes. */
  add(chosen: readonly File[]): void {
    const { number, size: limit } = this.limits;
    const room = Math.max(0, number - this.files.length);
    this.fault = chosen.length > room ? { code: 'attachment_too_many', limit: number } : null;
    const added = chosen.slice(0, room).map((file) => new ChosenFile(named(file)));
    for (const file of added) {
      if (file.size > limit) this.#refuse(file, { code: 'attachment_too_large', limit });
      else if (file.size === 0) this.#refuse(file, { code: 'attachment_empty' });
    }
    this.files = [...this.files, ...added];
    this.#goOn();
  }

  /** Puts uploaded files back, before those that are there. */
  putBack(kept: readonly KeptFile[]): void {
    const back = kept.map(({ file, description }) => {
      const chosen = new ChosenFile(file);
      chosen.description = description;
      return chosen;
    });
    this.files = [...back, ...this.files];
    this.keep();
  }

  /** Takes back the files of something that was not sent. */
  takeIn({ input, files = [] }: OutboxItem): void {
    const said = new Map(input.attachments?.map(({ id, description = '' }) => [id, description]));
    this.putBack(files.map((file) => ({ file, description: said.get(file.id) ?? '' })));
  }

  /** Takes a file away; its upload ends. */
  remove(file: ChosenFile): void {
    this.files = this.files.filter((one) => one !== file);
    this.fault = null;
    this.#running.get(file)?.abort();
    this.keep();
  }

  /** Begins a file anew that was lost or refused. */
  again(file: ChosenFile): void {
    file.progress = 'waiting';
    file.refusal = null;
    this.#goOn();
  }

  /** Begins everything anew that was lost: the connection may be back. */
  lostAgain = (): void => {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    for (const file of this.files) if (file.progress === 'lost') file.progress = 'waiting';
    this.#goOn();
  };

  /** Writes what is uploaded to the device. */
  keep(): void {
    const kept = this.files.flatMap(({ uploaded: file, description }) =>
      file ? [{ file, description }] : [],
    );
    this.#drafts.write(this.#name, keptText(kept));
  }

  /** What goes along with the message; undefined where there is nothing. */
  toSend(): FilesToSend | undefined {
    if (this.files.length === 0) return undefined;
    const ready = this.files.flatMap(({ uploaded: file, description }) =>
      file ? [{ file, description: description.trim() }] : [],
    );
    return {
      input: ready.map(({ file: { id }, description }) => ({ id, ...(description && { description }) })),
      files: ready.map(({ file }) => file),
    };
  }

  /** The message has them now. */
  clear(): void {
    for (const sending of this.#running.values()) sending.abort();
    this.files = [];
    this.fault = null;
    this.keep();
  }

  #refuse(file: ChosenFile, refusal: RefusalLike): void {
    file.progress = 'refused';
    file.refusal = refusal;
  }

  #goOn(): void {
    for (const file of this.files) {
      if (this.#running.size >= AT_ONCE) return;
      if (file.progress === 'waiting' && file.content) void this.#send(file, file.content);
    }
  }

  async #send(file: ChosenFile, content: File): Promise<void> {
    file.progress = 'sending';
    file.sent = 0;
    const sending = sendFile(content, this.#company, (sent) => {
      file.sent = sent;
    });
    this.#running.set(file, sending);
    const answer = await sending.answer;
    this.#running.delete(file);
    if (answer?.ok) {
      file.uploaded = answer.data;
      file.progress = 'ready';
      this.#retryIn = FIRST_RETRY;
      this.keep();
    } else if (answer && answer.retryAfter === undefined) this.#refuse(file, answer);
    else this.#lose(file);
    this.#goOn();
  }

  #lose(file: ChosenFile): void {
    file.progress = 'lost';
    if (!this.files.includes(file)) return;
    this.#retry ??= setTimeout(this.lostAgain, this.#retryIn);
    this.#retryIn = Math.min(LAST_RETRY, 2 * this.#retryIn);
  }
}
