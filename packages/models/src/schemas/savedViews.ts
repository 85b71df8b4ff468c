import type { ListPage } from '@sportello/core';
import { Schema } from 'mongoose';

/** Filters and order under a name: one person's for one company, or a team's. */
export interface SavedViewRecord {
  _id: string;
  name: string;
  /** Who made it. */
  owner: string;
  /** The company they acted for; null for the provider's people. */
  company: string | null;
  /** The team that shares it; null: the owner's alone. */
  team: string | null;
  /** What was chosen, in the words of the version that stored it: see `readStoredQuery`. */
  query: Readonly<Record<string, unknown>>;
  /** Its place among those of the same owner or team. */
  position: number;
}

/** The schema of saved views. */
export const savedViewSchema = new Schema<SavedViewRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    owner: { type: String, required: true },
    company: { type: String, default: null },
    team: { type: String, default: null },
    query: { type: Schema.Types.Mixed, required: true },
    position: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'savedViews' },
);
savedViewSchema.index({ owner: 1, company: 1, team: 1, position: 1 });
savedViewSchema.index({ team: 1, position: 1 });

/** What somebody looked at last in a list. */
export interface KeptListRecord {
  _id: string;
  /** As in {@link SavedViewRecord}. */
  query: Readonly<Record<string, unknown>>;
}

/** The schema of kept lists. */
export const keptListSchema = new Schema<KeptListRecord>(
  { _id: { type: String, required: true }, query: { type: Schema.Types.Mixed, required: true } },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'keptLists' },
);

/** The id of what a person looked at last in a list, acting for a company or for the provider. */
export function keptListId(person: string, company: string | null, page: ListPage): string {
  return `${person}:${company ?? ''}:${page}`;
}
