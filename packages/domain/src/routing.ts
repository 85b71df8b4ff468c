import {
  defaultRouting,
  isAway,
  isUnderHold,
  leastLoaded,
  loadOf,
  openStates,
  priorities,
  type Routing,
  type RoutingRules,
  refuse,
  routed,
  type State,
  type Ticket,
  waitsForRouting,
} from '@sportello/core';
import { dayOf, isWorkingTime } from '@sportello/core/time';
import {
  type Database,
  fromRecord,
  type PersonRecord,
  type SettingsRecord,
  sightedNow,
  type TicketRecord,
  trusted,
} from '@sportello/models';
import { withDue } from './commands/promising.ts';
import { systemAuthor } from './context.ts';
import type { Installation } from './installation.ts';
import { isTechnician } from './queries/openingChoices.ts';

/** Most tickets of a step. */
const BATCH = 200;

type Candidate = Pick<PersonRecord, '_id' | 'active' | 'staff' | 'away'>;

/** Who gets a new ticket by itself, as the settings say. */
export function routingRulesOf({ routing }: Pick<SettingsRecord, 'routing'>): RoutingRules {
  return routing ?? defaultRouting;
}

/** Who may be given a ticket today. */
export interface Available {
  /** Those whom a customer may ask for. */
  readonly technicians: readonly Candidate[];
  /** Those who are given what nobody has, while support works. */
  readonly onDuty: readonly Candidate[];
}

/** Who is there at a moment: enabled, in a team, not away; on duty as long as the calendar says so and, where it is asked, connected. */
export async function availableAt(
  { database, settings, workflow }: Pick<Installation, 'database' | 'settings' | 'workflow'>,
  now: number,
): Promise<Available> {
  const [current, { service }] = await Promise.all([settings(), workflow()]);
  const rules = routingRulesOf(current);
  const today = dayOf(service.calendar, now);
  const people = await database.people
    .find(
      { active: true, 'staff.teams': trusted({ $in: current.teams.map(({ code }) => code) }) },
      'active staff away',
    )
    .lean<Candidate[]>();
  const technicians = people.filter(
    (person) => isTechnician(person) && !isAway(rules, person._id, today, person.away),
  );
  const isOpen = isWorkingTime(service.calendar, now);
  return {
    technicians: rules.preferred === 'off' ? [] : technicians,
    onDuty: isOpen ? await onDutyOf(database, technicians, rules, now) : [],
  };
}

/** Who of those that are there is given what nobody has. */
async function onDutyOf(
  database: Database,
  technicians: readonly Candidate[],
  { distribution, resting }: RoutingRules,
  now: number,
): Promise<readonly Candidate[]> {
  if (distribution === 'off') return [];
  const willing = technicians.filter(({ _id }) => !resting.includes(_id));
  if (distribution === 'load') return willing;
  const connected = await sightedNow(
    database,
    willing.map(({ _id }) => _id),
    now,
  );
  return willing.filter(({ _id }) => connected.has(_id));
}

const teamsOf = ({ staff }: Candidate): readonly string[] => staff?.teams ?? [];

/** Tickets that somebody who is there can be given, the one that has waited longest first. */
function waiting(
  { database, people }: Pick<Installation, 'database' | 'people'>,
  { technicians, onDuty }: Available,
): Promise<TicketRecord[]> {
  const anyOf = [
    ...technicians.map((person) => ({
      'details.technician': person._id,
      team: trusted({ $in: [...teamsOf(person)] }),
    })),
    { team: trusted({ $in: [...new Set(onDuty.flatMap(teamsOf))] }) },
  ];
  return database.tickets
    .find({
      operator: null,
      state: 'new',
      routing: null,
      hold: null,
      company: trusted({ $nin: [...people.held()] }),
      $or: anyOf,
    })
    .sort({ openedAt: 1, _id: 1 })
    .limit(BATCH)
    .lean<TicketRecord[]>();
}

/** How much each of several operators has to do, counted in an index. */
async function loadsOf(
  { database }: Pick<Installation, 'database'>,
  operators: readonly string[],
): Promise<Map<string, number>> {
  const counted = await database.tickets.aggregate<{
    _id: { operator: string; state: State; rank: number };
    count: number;
  }>([
    {
      $match: {
        operator: trusted({ $in: [...operators] }),
        state: trusted({ $in: [...openStates] }),
      },
    },
    {
      $group: { _id: { operator: '$operator', state: '$state', rank: '$priorityRank' }, count: { $sum: 1 } },
    },
  ]);
  const loads = new Map<string, number>();
  for (const { _id, count } of counted) {
    const load = count * loadOf({ state: _id.state, priority: priorities[_id.rank] ?? 'normal' });
    loads.set(_id.operator, (loads.get(_id.operator) ?? 0) + load);
  }
  return loads;
}

function routingOf(
  { details, team }: Ticket,
  { preferred }: RoutingRules,
  { technicians, onDuty }: Available,
  loads: ReadonlyMap<string, number>,
): Routing | null {
  const ofTeam = (one: Candidate): boolean => team !== null && teamsOf(one).includes(team);
  const asked = technicians.find((one) => one._id === details?.technician && ofTeam(one));
  if (asked) return { why: preferred === 'assign' ? 'preferred' : 'proposed', operator: asked._id };
  const least = leastLoaded(
    onDuty.filter(ofTeam).map(({ _id }) => _id),
    loads,
  );
  return least === null ? null : { why: 'load', operator: least };
}

/** Writes it, unless somebody has been quicker: decided on the ticket as it stands inside the transaction. */
async function write(installation: Installation, ticket: string, routing: Routing): Promise<boolean> {
  const workflow = await installation.workflow();
  const outcome = await installation.committer.commit(ticket, (current, now) => {
    if (!current) return refuse('not_found');
    const holds = installation.people.holdsOf(current.company);
    if (!waitsForRouting(current) || isUnderHold(current, holds)) return { drafts: [] };
    const draft = {
      kind: 'change',
      // Whom the customer asked for is known to them; that it is only proposed is support's own affair.
      audience: routing.why === 'proposed' ? 'staff' : 'all',
      author: systemAuthor,
      key: null,
      changes: routed(routing),
    } as const;
    return withDue(current, ticket, [draft], { ...workflow, holds }, now);
  });
  if (!outcome.ok || outcome.entries.length === 0) return false;
  installation.touched.note(ticket);
  return true;
}

/**
 * Gives new tickets to who shall have them, by the installation's rule: to whom the customer asks for, else to who has the
 * least to do of those on duty in its team. What nobody can be given waits, and is looked at again.
 * Hold the lease `routing`: two at once would both think the same operator has the least to do.
 * @returns how many tickets it did something about
 */
export async function routeTickets(installation: Installation): Promise<number> {
  const rules = routingRulesOf(await installation.settings());
  if (rules.preferred === 'off' && rules.distribution === 'off') return 0;
  const [available] = await Promise.all([
    availableAt(installation, installation.now()),
    installation.people.ready(),
  ]);
  if (available.technicians.length + available.onDuty.length === 0) return 0;
  const found = await waiting(installation, available);
  if (found.length === 0) return 0;
  const loads = await loadsOf(
    installation,
    available.onDuty.map(({ _id }) => _id),
  );
  const chosen = found.map(fromRecord).flatMap((ticket) => {
    const routing = routingOf(ticket, rules, available, loads);
    if (!routing) return [];
    if (routing.why !== 'proposed')
      loads.set(routing.operator, (loads.get(routing.operator) ?? 0) + loadOf(ticket));
    return [{ ticket: ticket.id, routing }];
  });
  const written = await Promise.all(
    chosen.map(({ ticket, routing }) => write(installation, ticket, routing)),
  );
  return written.filter(Boolean).length;
}
