import {
  decideTimed,
  isUnderHold,
  type Preset,
  refuse,
  ruleUnits,
  states,
  type TimedRule,
} from '@sportello/core';
import { noteResumed, resumingCompanies, resumingTickets, timedTickets } from '@sportello/models';
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
    const holds = installation.people.holdsOf(current.company);
    const held = isUnderHold(current, holds);
    const effect = decideTimed(current, { preset: workflow.preset, now, held, holds });
    rule = effect?.rule ?? null;
    if (!effect) return { drafts: [] };
    const { audience, changes } = effect;
    const draft = { kind: 'change', audience, author: systemAuthor, key: null, changes } as const;
    return withDue(current, ticket, [draft], { ...workflow, holds }, now);
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

/** Lets the times of tickets go on whose company's hold is over. */
async function resumeTimes(installation: Installation): Promise<TimedEvent[]> {
  const { database, people } = installation;
  const events: TimedEvent[] = [];
  for (const { company, until, revision } of await resumingCompanies(database)) {
    // Until this process has heard of the end, to it the tickets are under hold.
    if (!people.holdsOf(company).some(({ to }) => to === until)) continue;
    for await (const ticket of resumingTickets(database, company))
      events.push(...(await actInTime(installation, ticket)));
    await noteResumed(database, company, revision);
  }
  return events;
}

/**
 * Carries out what is due on all tickets: times that go on after a hold, states that the workflow no longer has, plans whose day has come, warnings,
 * closings, broken promises, and discarded tickets whose time is over. It may be killed anywhere and run twice at once: each act happens once.
 */
export async function runTimers(installation: Installation): Promise<readonly TimedEvent[]> {
  const [{ preset }] = await Promise.all([installation.workflow(), installation.people.ready()]);
  const now = installation.now();
  const events = await resumeTimes(installation);
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
