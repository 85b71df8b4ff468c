import type { WorkflowRules } from '@sportello/core';
import type { OutboxItem } from '@sportello/core/client';
import type { Workspace } from '$lib/live/workspace.svelte';
import type { KeptFile } from './keptFiles';
import type { FilesToSend, Uploads } from './uploads.svelte';

/**
 * The files of something being written, as long as there are none: nearly all that is written has none, so everything else
 * is fetched with the first one.
 */
export class Attaching {
  readonly #workspace: Workspace;
  readonly #name: string;
  /** What the installation allows. */
  readonly rules: WorkflowRules;
  uploads: Uploads | null = $state.raw(null);

  /** @param name of the draft that they belong to */
  constructor(workspace: Workspace, name: string) {
    this.#workspace = workspace;
    this.#name = `files:${name}`;
    this.rules = workspace.preset.rules;
  }

  /** Nothing that was chosen is still on its way or lacks what it needs. */
  get isReady(): boolean {
    return this.uploads?.isReady ?? true;
  }

  /**
   * Brings back what was uploaded on this device. Browser only.
   * @param came with a form that was sent without script
   */
  restore(came: readonly KeptFile[] = []): void {
    if (came.length > 0 || this.#workspace.drafts.read(this.#name))
      void this.#load().then((uploads) => uploads.putBack(came));
  }

  /** Adds what was chosen. */
  async add(files: FileList): Promise<void> {
    // A list of the browser's is emptied when its field is.
    const chosen = [...files];
    (await this.#load()).add(chosen);
  }

  /** Takes back the files of something that was not sent. */
  async takeIn(item: OutboxItem): Promise<void> {
    (await this.#load()).takeIn(item);
  }

  /**
   * Takes files that are dropped on an element, from the first time that something is dragged over it.
   * @param current what takes them at that moment: an element may serve several
   */
  async awaitDrop(element: HTMLElement, current: () => Attaching): Promise<void> {
    (await import('./uploads.svelte')).awaitDrop(element, current);
  }

  /** A picture that was pasted is attached; a text that brings its picture along stays a text. */
  pasted = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    if (!data?.files.length || data.types.includes('text/plain')) return;
    event.preventDefault();
    void this.add(data.files);
  };

  /** What goes along with the message. */
  toSend(): FilesToSend | undefined {
    return this.uploads?.toSend();
  }

  async #load(): Promise<Uploads> {
    const { Uploads } = await import('./uploads.svelte');
    const { drafts, me } = this.#workspace;
    this.uploads ??= new Uploads(drafts, this.#name, me.company, this.rules);
    return this.uploads;
  }
}
