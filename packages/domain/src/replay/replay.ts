import {
  type Changes,
  type DraftEntry,
  decideTimed,
  type Entry,
  fold,
  type HeldTime,
  isUnderHold,
  numberDrafts,
  type Principal,
  purgesAt,
  type Refusal,
  refuse,
  type Ticket,
  type TimedAct,
  type TimedRule,
  timedActs,
} from '@sportello/core';
import { withDue } from '../commands/promising.ts';
import { systemAuthor } from '../context.ts';
import { type MailReason, mailReason } from '../mail/reasons.ts';
import type { Workflow } from '../workflow.ts';
import type { Act } from './acts.ts';
import { type DecidedAct, decideAct } from './decideAct.ts';

/** A mail that a step causes: to one of the cast, and why. */
export interface Told {
  readonly who: string;
  readonly reason: MailReason;
}

/** One thing that happened in a replay, or that was refused. */
export interface Step {
  readonly at: number;
  /** Null where it happened by itself. */
  readonly act: Act | null;
  /** Null where somebody did it. */
  readonly rule: TimedRule | null;
  readonly refusal: Refusal | null;
  /** What was written; null where it was refused, and for the company's block. */
  readonly entry: Entry | null;
  /** The ticket afterwards; null before it is opened. */
  readonly ticket: Ticket | null;
  readonly held: boolean;
  readonly told: readonly Told[];
}

/** A life of a ticket that never was. */
export interface Replay {
  readonly steps: readonly Step[];
  /** The ticket as it stands at the end. */
  readonly ticket: Ticket | null;
  readonly held: boolean;
  /** What will happen by itself if nobody does anything, earliest first. */
  readonly coming: readonly TimedAct[];
}

/** What a replay is played by. */
export interface Stage {
  readonly workflow: Workflow;
  /** Who may act and be told, by name. */
  readonly cast: ReadonlyMap<string, Principal>;
  /** What the ticket is called and where it belongs. */
  readonly birth: Changes;
  /** The clock stands here at the end: what is due by then has happened. */
  readonly until: number;
}

/** Any id: nothing is stored. */
const TICKET = '0'.repeat(24);

class Player {
  readonly steps: Step[] = [];
  ticket: Ticket | null = null;
  /** When the company was under hold. */
  #holds: readonly HeldTime[] = [];
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The ticket stands still: by its own hold, or its company's. */
  get held(): boolean {
    return isUnderHold({ hold: this.ticket?.hold ?? null }, this.#holds);
  }

  /** Lets time pass: whatever is due happens at its moment, or as soon as nothing holds it back any more. */
  passTo(moment: number, from: number): void {
    let clock = from;
    for (;;) {
      const next =
        this.ticket && this.#coming(clock).find(({ rule }) => !this.held || rule === 'left_behind');
      if (!next || Math.max(next.at, clock) > moment) return;
      clock = Math.max(next.at, clock);
      if (!this.#happen(clock)) return;
    }
  }

  coming(): readonly TimedAct[] {
    return this.ticket ? timedActs(this.ticket, this.#stage.workflow.preset) : [];
  }

  /** What happens next: the end of a hold is told before anything is counted by it. */
  #coming(now: number): readonly TimedAct[] {
    const { preset } = this.#stage.workflow;
    const context = { preset, now, held: this.held, holds: this.#holds };
    const first = this.ticket && decideTimed(this.ticket, context);
    return first?.rule === 'resumed' ? [{ rule: 'resumed', at: now }] : this.coming();
  }

  #happen(now: number): boolean {
    const { preset } = this.#stage.workflow;
    if (this.ticket && !this.held && (purgesAt(this.ticket) ?? Number.POSITIVE_INFINITY) <= now)
      return this.#disappear(now);
    const effect =
      this.ticket && decideTimed(this.ticket, { preset, now, held: this.held, holds: this.#holds });
    if (!effect) return false;
    const { audience, changes, rule } = effect;
    const entry = this.#write({ kind: 'change', audience, author: systemAuthor, key: null, changes }, now);
    this.#note({ at: now, act: null, rule, refusal: null, entry });
    return true;
  }

  #disappear(now: number): boolean {
    this.ticket = null;
    this.#note({ at: now, act: null, rule: 'purge', refusal: null, entry: null });
    return true;
  }

  play(act: Act): void {
    const noted = { at: act.at, act, rule: null };
    if (act.do === 'hold' || act.do === 'release') {
      this.#holds =
        act.do === 'hold' ? [...this.#ended(act.at), { from: act.at, to: null }] : this.#ended(act.at);
      this.#note({ ...noted, refusal: null, entry: null });
      return;
    }
    const draft = this.#decide(act);
    if ('code' in draft) this.#note({ ...noted, refusal: draft, entry: null });
    else this.#note({ ...noted, refusal: null, entry: this.#write(draft, act.at) });
  }

  #ended(at: number): HeldTime[] {
    return this.#holds.map(({ from, to }) => ({ from, to: to ?? at }));
  }

  #decide(act: DecidedAct & Pick<Act, 'at' | 'by'>): DraftEntry | Refusal {
    const { cast, workflow, birth } = this.#stage;
    const actor = cast.get(act.by);
    if (!actor) return refuse('not_found');
    const idOf = (name: string): string => cast.get(name)?.person ?? name;
    const context = { actor, idOf, preset: workflow.preset, now: act.at, held: this.held, birth };
    const decided = decideAct(act, this.ticket, context);
    if ('code' in decided) return decided;
    return { ...decided.draft, author: { id: actor.person, side: actor.side }, key: null };
  }

  #write(draft: DraftEntry, now: number): Entry | null {
    const promising = { ...this.#stage.workflow, holds: this.#holds };
    const { drafts } = withDue(this.ticket, TICKET, [draft], promising, now);
    const entries = numberDrafts(this.ticket, TICKET, drafts, now);
    this.ticket = entries.reduce(fold, this.ticket);
    return entries.at(-1) ?? null;
  }

  #note(step: Omit<Step, 'ticket' | 'held' | 'told'>): void {
    const { ticket, held } = this;
    const { entry } = step;
    const told =
      entry && ticket
        ? [...this.#stage.cast].flatMap(([who, reader]) => {
            const reason = mailReason(entry, ticket, reader);
            return reason ? [{ who, reason }] : [];
          })
        : [];
    this.steps.push({ ...step, ticket, held, told });
  }
}

/**
 * Plays acts on a ticket that never was, by the rules that the commands, the timers, the promises and the mails follow, and
 * lets the time between them pass. Nothing is read or written.
 * @param acts in the order of their time; those after the stage's clock are left out
 */
export function replay(acts: readonly Act[], stage: Stage): Replay {
  const player = new Player(stage);
  let clock = acts[0]?.at ?? stage.until;
  for (const act of acts) {
    if (act.at > stage.until) break;
    player.passTo(act.at, clock);
    clock = act.at;
    player.play(act);
  }
  player.passTo(stage.until, clock);
  const { steps, ticket, held } = player;
  return { steps, ticket, held, coming: player.coming() };
}
