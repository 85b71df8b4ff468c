import { type Database, trusted } from './database.ts';
import type { CompanyRecord, UntoldHold } from './schemas/companies.ts';
import type { HoldNotice } from './schemas/mails.ts';

/** A company of whose holds somebody is still to be told. */
export type UntoldCompany = Pick<CompanyRecord, '_id'> & { readonly untold: readonly UntoldHold[] };

/** The companies whose holds began or ended without anybody having been told by mail. */
export function untoldCompanies({ companies }: Database): Promise<UntoldCompany[]> {
  return companies.find({ 'untold.at': trusted({ $exists: true }) }, { untold: 1 }).lean<UntoldCompany[]>();
}

/** Notes that those who are to know of the beginning or end of a hold are going to be told. */
export async function noteTold({ companies }: Database, company: string, untold: UntoldHold): Promise<void> {
  await companies.updateOne({ _id: company }, { $pull: { untold: { what: untold.what, at: untold.at } } });
}

/** Under which number a notice about a hold is kept: there is one of each kind for a person and a hold. */
export function holdNoticeId({ kind, company, since }: HoldNotice, person: string): string {
  return ['notice', kind, person, company, since].join(':');
}

/**
 * Plans to tell people of a hold, each once however often it is planned.
 * @param at when it began or ended
 * @param quiet milliseconds for which it waits: what is taken back at once is told to nobody
 */
export async function planHoldNotices(
  { mails }: Database,
  people: readonly string[],
  notice: HoldNotice,
  at: number,
  quiet: number,
): Promise<void> {
  if (people.length === 0) return;
  await mails.bulkWrite(
    people.map((person) => ({
      updateOne: {
        filter: { _id: holdNoticeId(notice, person) },
        update: {
          $setOnInsert: {
            notice,
            person,
            entries: [],
            state: 'planned' as const,
            firstAt: at,
            lastAt: at,
            nextAt: at + quiet,
            attempts: 0,
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}
