import { type Refusal, type Result, refuse } from '@sportello/core';
import { fullName, type SettingsPart, type SettingsRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** What a part of the settings is to be. */
interface Change {
  readonly parts: readonly [SettingsPart, ...SettingsPart[]];
  /** The revision in which the parts were seen. */
  readonly revision: number;
  /** Values by their path. */
  readonly set: Readonly<Record<string, unknown>>;
}

/**
 * Changes parts of the settings, unless somebody has changed one of them since they were seen. Whatever else of the settings
 * was changed meanwhile is no matter.
 */
export async function changeSettings(
  { database, settingsChanged, now }: Installation,
  { principal }: Context,
  { parts, revision, set }: Change,
): Promise<Result<{ revision: number }>> {
  const next = { $add: ['$revision', 1] };
  const note = { revision: next, by: { $literal: principal.person }, at: { $literal: now() } };
  const unseen = parts.map((part) => [
    `changed.${part}.revision`,
    trusted({ $not: trusted({ $gt: revision }) }),
  ]);
  const changed = await database.settings
    .findOneAndUpdate(
      { _id: 'installation', revision: trusted({ $gte: revision }), ...Object.fromEntries(unseen) },
      [
        {
          $set: {
            ...Object.fromEntries(Object.entries(set).map(([path, value]) => [path, { $literal: value }])),
            ...Object.fromEntries(parts.map((part) => [`changed.${part}`, note])),
            revision: next,
          },
        },
      ],
      { updatePipeline: true, returnDocument: 'after', projection: { revision: 1 } },
    )
    .lean();
  settingsChanged();
  return changed ? { ok: true, data: { revision: changed.revision } } : stale;
}

const stale: Refusal = refuse('stale');

/** Who changed a part of the settings last, as the settings' pages tell it. */
export interface LastChange {
  readonly revision: number;
  readonly at: number;
  /** Name of the person. */
  readonly who: string;
  readonly isOwn: boolean;
}

/** Who changed a part of the settings last; null: nobody since that is noted. */
export async function lastChangeOf(
  { people }: Installation,
  { principal }: Context,
  { changed }: Pick<SettingsRecord, 'changed'>,
  part: SettingsPart,
): Promise<LastChange | null> {
  const last = changed?.[part];
  if (!last) return null;
  const person = await people.person(last.by);
  const who = person ? fullName(person) : '–';
  return { revision: last.revision, at: last.at, who, isOwn: last.by === principal.person };
}
