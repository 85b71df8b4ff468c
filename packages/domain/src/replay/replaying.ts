import {
  can,
  type Entry,
  type Preset,
  type Principal,
  type Result,
  refuse,
  type Ticket,
} from '@sportello/core';
import { type Calendar, momentAt, nextWorkingDay } from '@sportello/core/time';
import { entriesAfter, findTicket, type PersonRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import { principalOf } from '../identity/principal.ts';
import type { Installation } from '../installation.ts';
import type { Act } from './acts.ts';
import { actsOfLog, birthOf } from './actsOfLog.ts';
import { type Replay, replay, type Stage } from './replay.ts';
import { actsOf, scenarioBirth, scenarioCast } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

export type { Replay, Step, Told } from './replay.ts';

/** What is played, by which workflow, and where the clock stands. */
export interface ReplayWish {
  /** A scenario by its code, or a ticket by its number. */
  readonly of: { readonly scenario: string } | { readonly ticket: number };
  readonly preset: Preset;
  /** What the ticket of a scenario is called. */
  readonly title: string;
  /** Epoch milliseconds; null: at the last thing that somebody does, of a ticket now. */
  readonly at: number | null;
}

/** A replay with its clock: where it stands, how far it goes, and the moments it may be moved to. */
export interface Replayed extends Replay {
  readonly clock: number;
  readonly first: number;
  readonly last: number;
  /** What is still to be done by somebody after the clock. */
  readonly later: readonly Act[];
  /** An hour later, at the same time of the next working day, the next and the last thing that happens; null: none. */
  readonly moments: {
    readonly hour: number;
    readonly workingDay: number;
    readonly next: number | null;
    readonly previous: number | null;
  };
  /** Ids of people by the names that steps use. */
  readonly people: Readonly<Record<string, string>>;
  /** The ticket as it really is, where one is played. */
  readonly real: Ticket | null;
}

const day = 24 * 3_600_000;
/** How long one may look ahead after the last thing that somebody does: beyond every countdown there is. */
const AHEAD = 45 * day;
/** Most entries of a log that are played. */
const MOST = 2_000;
/** Most people who are asked whether they would be told. */
const MOST_TOLD = 60;

interface Play {
  readonly acts: readonly Act[];
  readonly cast: Stage['cast'];
  readonly birth: Stage['birth'];
  readonly clock: number;
  readonly real: Ticket | null;
}

function playOfScenario(code: string, calendar: Calendar, title: string): Play | null {
  const scenario = scenarios.find((one) => one.code === code);
  if (!scenario) return null;
  const birth = { ...scenarioBirth, title: [null, title] as const };
  const acts = actsOf(scenario, calendar);
  return { acts, cast: scenarioCast, birth, clock: momentAt(calendar, scenario.until), real: null };
}

async function castOf(
  { database }: Installation,
  ticket: Ticket,
  log: readonly Entry[],
): Promise<Stage['cast']> {
  const ids = log.flatMap(({ author, changes }) => [
    author.id,
    ...(changes.operator ?? []),
    ...(changes.collaborators?.[1] ?? []),
  ]);
  const named = [ticket.requester, ...ids].filter((id): id is string => typeof id === 'string');
  const records = await database.people
    .find({
      $or: [
        { _id: trusted({ $in: [...new Set(named)] }) },
        { active: true, 'memberships.company': ticket.company },
        { active: true, 'staff.teams': ticket.team },
      ],
    })
    .limit(MOST_TOLD + named.length)
    .lean<PersonRecord[]>();
  return new Map(
    records.flatMap((record): [string, Principal][] => {
      // Whoever left since did then what they did.
      const principal = principalOf({ ...record, active: true }, ticket.company);
      return principal ? [[record._id, principal]] : [];
    }),
  );
}

/** The holds of a ticket's company since it was opened: they are in no log. */
async function holdsDuring({ people }: Installation, { company, openedAt }: Ticket): Promise<Act[]> {
  const record = await people.company(company);
  const past = (record?.pastHolds ?? []).flatMap(({ from, to, by, releasedBy }): Act[] => [
    { do: 'hold', at: Math.max(from, openedAt), by: by ?? '' },
    { do: 'release', at: to, by: releasedBy },
  ]);
  const { hold } = record ?? {};
  const now: Act[] = hold ? [{ do: 'hold', at: Math.max(hold.since ?? 0, openedAt), by: hold.by ?? '' }] : [];
  // Stable: of what is said to happen at one moment the opening stays first.
  return [...past.filter((_, index) => (past[index - (index % 2) + 1]?.at ?? 0) > openedAt), ...now];
}

async function playOfTicket(installation: Installation, ctx: Context, number: number): Promise<Play | null> {
  const { database, now } = installation;
  const real = await findTicket(database, number);
  if (!real || !can(ctx.principal, 'ticket.read', real)) return null;
  const log = await entriesAfter(database, real.id, 'staff', 0, MOST);
  const [cast, holds] = await Promise.all([castOf(installation, real, log), holdsDuring(installation, real)]);
  const acts = [...actsOfLog(log), ...holds].sort((one, other) => one.at - other.at);
  return { acts, cast, birth: birthOf(log), clock: now(), real };
}

/** The first moment after the clock at which something happens, by somebody or by itself. */
function nextMoment({ coming, held }: Replay, later: readonly Act[], clock: number): number | null {
  const moments = [...later, ...(held ? [] : coming)].map(({ at }) => at).filter((at) => at > clock);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** Plays a scenario or the log of a ticket, up to a clock. For whoever may change the workflow. */
export async function replayed(
  installation: Installation,
  ctx: Context,
  { of, preset, title, at }: ReplayWish,
): Promise<Result<Replayed>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  const { service } = await installation.workflow();
  const { calendar } = service;
  const play =
    'ticket' in of
      ? await playOfTicket(installation, ctx, of.ticket)
      : playOfScenario(of.scenario, calendar, title);
  const [begin] = play?.acts ?? [];
  if (!play || !begin) return refuse('not_found');
  const { acts, cast, birth, real } = play;
  const last = Math.max(play.clock, acts.at(-1)?.at ?? 0) + AHEAD;
  const clock = Math.min(Math.max(at ?? play.clock, begin.at), last);
  const done = replay(acts, { workflow: { preset, service }, cast, birth, until: clock });
  const later = acts.filter((act) => act.at > clock);
  const limited = (moment: number): number => Math.min(moment, last);
  const before = done.steps.filter((step) => step.at < clock).at(-1)?.at ?? null;
  const next = nextMoment(done, later, clock);
  return {
    ok: true,
    data: {
      ...done,
      clock,
      first: begin.at,
      last,
      later,
      moments: {
        hour: limited(clock + 3_600_000),
        workingDay: limited(nextWorkingDay(calendar, clock)),
        next: next === null ? null : limited(next),
        previous: before,
      },
      people: Object.fromEntries([...cast].map(([name, { person }]) => [name, person])),
      real,
    },
  };
}
