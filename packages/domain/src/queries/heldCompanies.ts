import { can, openStates } from '@sportello/core';
import { type CompanyRecord, fullName, trusted } from '@sportello/models';
import { openTicketsOf } from '../commands/holding.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** A company as administration sees it among the others. */
export interface CompanyLine {
  readonly id: string;
  readonly name: string;
  readonly held: boolean;
  readonly openTickets: number;
}

/** A hold that is over, or goes on, with who set it and who ended it. */
export interface HoldOfCompany {
  /** Null where it was not noted. */
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: string;
  readonly by: string | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
}

/** A company with the holds it has had. */
export interface CompanyWithHolds extends CompanyLine {
  readonly vatNumber: string;
  readonly hold: { readonly reason: string; readonly text: string; readonly callWhom: string } | null;
  /** The one that goes on first, then the past ones, newest first. */
  readonly holds: readonly HoldOfCompany[];
}

/** All companies by name, with how many tickets a hold concerns; nobody gets any who may not set one. */
export async function companiesToHold(
  { database }: Installation,
  { principal, locale }: Context,
): Promise<readonly CompanyLine[]> {
  if (!can(principal, 'company.hold')) return [];
  const [companies, counted] = await Promise.all([
    database.companies.find({}, 'name hold').lean<Pick<CompanyRecord, '_id' | 'name' | 'hold'>[]>(),
    database.tickets.aggregate<{ _id: string; count: number }>([
      { $match: { state: trusted({ $in: [...openStates] }) } },
      { $group: { _id: '$company', count: { $sum: 1 } } },
    ]),
  ]);
  const open = new Map(counted.map(({ _id, count }) => [_id, count]));
  return companies
    .map(({ _id, name, hold }) => ({ id: _id, name, held: hold !== null, openTickets: open.get(_id) ?? 0 }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}

/** A company with its holds; null when there is none, and for whoever may not set one. */
export async function companyToHold(
  installation: Installation,
  ctx: Context,
  id: string,
): Promise<CompanyWithHolds | null> {
  if (!can(ctx.principal, 'company.hold')) return null;
  const record = await installation.database.companies.findById(id).lean<CompanyRecord>();
  if (!record) return null;
  const nameOf = async (person: string | null | undefined): Promise<string | null> => {
    const found = person ? await installation.people.person(person) : null;
    return found && fullName(found);
  };
  const past = await Promise.all(
    (record.pastHolds ?? []).map(async ({ from, to, reason, by, releasedBy, releaseReason }) => ({
      from: from || null,
      to,
      reason,
      releaseReason,
      by: await nameOf(by),
      releasedBy: await nameOf(releasedBy),
    })),
  );
  const { hold } = record;
  const now = hold && {
    from: hold.since ?? null,
    to: null,
    reason: hold.reason,
    by: await nameOf(hold.by),
    releasedBy: null,
    releaseReason: null,
  };
  return {
    id: record._id,
    name: record.name,
    vatNumber: record.vatNumber,
    held: hold !== null,
    openTickets: await openTicketsOf(installation, ctx, id),
    hold: hold && { reason: hold.reason, text: hold.text, callWhom: hold.callWhom },
    holds: [...(now ? [now] : []), ...past.reverse()],
  };
}
