import { decideTimed, type Preset, refuse, ruleUnits, states, type TimedRule } from '@sportello/core';
import { timedTickets } from '@sportello/models';
import { withDue } from './commands/promising.ts';
import { systemAuthor } from './context.ts';
import type { Installation } from './installation.ts';
import { purgeDiscarded } from './purging.ts';

/** What happened to a ticket by itself. */
export interface TimedEvent {
  readonly ticket: string;
  readonly rule: TimedRule;
}

/** What one ticket has come to: nothing was due, or what happened. */
async function actOn(installation: Installation, ticket: string): Promise<TimedRule | null> {
  const [workflow] = await Promise.all([installation.workflow(), installation.people.ready()]);
  let rule: TimedRule | null = null;
  // Decided on the ticket as it stands inside the transaction: whoever was quicker, a person or another process, is heeded.
  const outcome = await installation.committer.commit(ticket, (current, now) => {
    if (!current) return refuse('not_found');
    const held = installation.people.isHeld(current.company);
    const effect = decideTimed(current, { preset: workflow.preset, now, held });
    rule = effect?.rule ?? null;
    if (!effect) return { drafts: [] };
    const { audience, changes } = effect;
    const draft = { kind: 'change', audience, author: systemAuthor, key: null, changes } as const;
    return withDue(current, ticket, [draft], workflow, now);
  });
  return outcome.ok && outcome.entries.length > 0 ? rule : null;
}

/** Carries out everything that is due on one ticket, in order. */
export async function actInTime(installation: Installation, ticket: string): Promise<readonly TimedEvent[]> {
  const events: TimedEvent[] = [];
  for (let rule = await actOn(installation, ticket); rule; rule = await actOn(installation, ticket))
    events.push({ ticket, rule });
  return events;
}

/** Public entries of resolved tickets that are older than this have something coming. */
function silentSince({ rules }: Preset, now: number): number {
  const days = rules.autoCloseDays * ruleUnits.day - rules.autoCloseWarningHours * ruleUnits.hour;
  return now - Math.max(0, days);
}

/**
 * Carries out what is due on all tickets: states that the workflow no longer has, plans whose day has come, warnings,
 * closings, broken promises, and discarded tickets whose time is over. It may be killed anywhere and run twice at once: each act happens once.
 */
export async function runTimers(installation: Installation): Promise<readonly TimedEvent[]> {
  const [{ preset }] = await Promise.all([installation.workflow(), installation.people.ready()]);
  const now = installation.now();
  const events: TimedEvent[] = [];
  const due = timedTickets(installation.database, {
    now,
    silentSince: silentSince(preset, now),
    gone: states.filter((state) => !preset.states.includes(state)),
    held: installation.people.held(),
  });
  for await (const ticket of due) events.push(...(await actInTime(installation, ticket)));
  for (const ticket of await purgeDiscarded(installation)) events.push({ ticket, rule: 'purge' });
  return events;
}
