import { type Refusal, type Result, refuse, type TicketRow } from '@sportello/core';
import { newKey } from '$lib/live/newKey';
import type { Workspace } from '$lib/live/workspace.svelte';
import { type BulkAct, callOf } from './acts';

/** Commands under way at the same moment: many at once would only wait for each other. */
const AT_ONCE = 2;
/** Milliseconds that a ticket may wait for its turn where the server asks for patience. */
const PATIENCE = 60_000;

/** A ticket that said no, and why. */
export interface Refused {
  readonly row: TicketRow;
  readonly refusal: Refusal;
}

/** One act on many tickets: one command each, under the same rules as anywhere; each is done or refused by itself. */
export class BulkRun {
  readonly act: BulkAct;
  readonly total: number;
  readonly #workspace: Workspace;
  done: readonly TicketRow[] = $state.raw([]);
  refused: readonly Refused[] = $state.raw([]);
  isRunning = $state(true);
  #isStopped = false;

  constructor(workspace: Workspace, act: BulkAct, rows: readonly TicketRow[]) {
    this.#workspace = workspace;
    this.act = act;
    this.total = rows.length;
  }

  /** How many tickets have answered. */
  get answered(): number {
    return this.done.length + this.refused.length;
  }

  /** What has not begun is left as it is. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Carries it out, ticket by ticket. */
  async carryOut(rows: readonly TicketRow[]): Promise<void> {
    const waiting = [...rows];
    const worker = async (): Promise<void> => {
      for (let row = waiting.shift(); row && !this.#isStopped; row = waiting.shift()) {
        const answer = await this.#one(row);
        if (answer.ok) this.done = [...this.done, row];
        else this.refused = [...this.refused, { row, refusal: answer }];
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.isRunning = false;
  }

  async #one(row: TicketRow): Promise<Result<unknown>> {
    const { me: principal, preset, names, client } = this.#workspace;
    const held = Boolean(names.company(row.ticket.company)?.held);
    const call = callOf(this.act, row, { principal, preset, now: Date.now(), held });
    if ('code' in call) return call;
    try {
      return await client.insist(call.name, call.input, newKey(), PATIENCE);
    } catch {
      return refuse('store_unavailable');
    }
  }
}
