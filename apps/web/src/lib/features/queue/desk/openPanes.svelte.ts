import type { Refusal, Result, SyncAnswer } from '@sportello/core';
import type { LiveThread } from '$lib/live/liveThread.svelte';
import type { Workspace } from '$lib/live/workspace.svelte';

/** An open ticket: on its way, there, or refused. */
export type Pane =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly answer: SyncAnswer; readonly thread: LiveThread }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A ticket of the address as the server found it. */
export interface FirstPane {
  readonly number: number;
  readonly result: Result<SyncAnswer>;
}

/** The tickets open on a desk, in panes or as tabs: all are live, so that a tab knows what is new and a pane is there at once. */
export class OpenPanes {
  readonly #workspace: Workspace;
  #panes: ReadonlyMap<number, Pane> = $state.raw(new Map());

  /** @param first what the server rendered */
  constructor(workspace: Workspace, first: readonly FirstPane[]) {
    this.#workspace = workspace;
    this.#panes = new Map(first.map(({ number, result }) => [number, this.#paneOf(result)]));
  }

  /** An open ticket by its number. */
  get(number: number): Pane | undefined {
    return this.#panes.get(number);
  }

  /** Keeps exactly these tickets open: fetches those that are not there yet and gives the others back. */
  keep(numbers: readonly number[]): void {
    for (const [number, pane] of this.#panes) if (!numbers.includes(number)) this.#leave(number, pane);
    for (const number of numbers) if (!this.#panes.has(number)) void this.#fetch(number);
  }

  /** Tries a refused ticket again. */
  retry(number: number): void {
    void this.#fetch(number);
  }

  /** Gives everything back. */
  close(): void {
    this.keep([]);
  }

  async #fetch(number: number): Promise<void> {
    this.#put(number, { kind: 'loading' });
    const result = await this.#workspace.find(number);
    // Closed again before it came.
    if (this.#panes.get(number)?.kind === 'loading') this.#put(number, this.#paneOf(result));
  }

  #paneOf(result: Result<SyncAnswer>): Pane {
    if (!result.ok) return { kind: 'refused', refusal: result };
    return { kind: 'open', answer: result.data, thread: this.#workspace.open(result.data) };
  }

  #leave(number: number, pane: Pane): void {
    if (pane.kind === 'open') this.#workspace.leave(pane.thread);
    const panes = new Map(this.#panes);
    panes.delete(number);
    this.#panes = panes;
  }

  #put(number: number, pane: Pane): void {
    this.#panes = new Map(this.#panes).set(number, pane);
  }
}
