import {
  type CommandData,
  type CommandOutput,
  can,
  type KeptDraft,
  type QueryData,
  type QueryOutput,
  type Result,
  refuse,
} from '@sportello/core';
import {
  type AttachmentRecord,
  type Database,
  type DraftRecord,
  draftId,
  toUploaded,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Drafts that one person may have at a time: more are no longer being written. */
const MOST_DRAFTS = 50;

type Answer = Result<CommandOutput<'draft.keep'>>;

const idOf = ({ principal }: Context, name: string): string =>
  draftId(principal.person, principal.company, name);

/** True for the refusal of a second document with one id. */
const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;

/**
 * Those of some uploads that are the person's own and wait to be sent. They are kept from being removed while the draft is
 * written that will send them.
 */
async function ownUploads(
  { database, now }: Installation,
  owner: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AttachmentRecord>> {
  if (ids.length === 0) return new Map();
  const own = { _id: trusted({ $in: [...ids] }), owner, isWhole: true, isBound: false };
  await database.attachments.updateMany(own, { $max: { at: now() } });
  const records = await database.attachments.find(own).lean<AttachmentRecord[]>();
  return new Map(records.map((record) => [record._id, record]));
}

async function replace(
  database: Database,
  _id: string,
  seen: readonly string[],
  next: Omit<DraftRecord, '_id'>,
): Promise<boolean> {
  const { matchedCount } = await database.drafts.updateOne(
    { _id, version: trusted({ $in: [...seen] }) },
    { $set: next },
  );
  return matchedCount > 0;
}

/**
 * Keeps what somebody is writing. Another version in between – from another device, from another window – is not
 * overwritten: the writer is told and chooses.
 */
export async function keepDraft(
  installation: Installation,
  ctx: Context,
  { name, base, version, fields, files }: CommandData<'draft.keep'>,
): Promise<Answer> {
  const { database, now } = installation;
  const { principal } = ctx;
  if (!can(principal, 'ticket.open')) return refuse('forbidden');
  const { person, company } = principal;
  const _id = idOf(ctx, name);
  const own = await ownUploads(
    installation,
    person,
    files.map(({ id }) => id),
  );
  const kept = files.filter(({ id }) => own.has(id));
  const next = { person, company, name, version, fields, files: kept, at: new Date(now()) };
  const seen = base === null ? [version] : [base, version];
  if (!(await replace(database, _id, seen, next))) {
    if ((await database.drafts.countDocuments({ person }, { limit: MOST_DRAFTS })) >= MOST_DRAFTS)
      return refuse('too_large');
    try {
      await database.drafts.create({ _id, ...next });
    } catch (error) {
      if (isTaken(error)) return refuse('stale');
      throw error;
    }
  }
  return { ok: true, data: { version } };
}

/** Does without a draft; a version that its writer has not seen stays. */
export async function dropDraft(
  { database }: Installation,
  ctx: Context,
  { name, base }: CommandData<'draft.drop'>,
): Promise<Answer> {
  const _id = idOf(ctx, name);
  const { deletedCount } = await database.drafts.deleteOne({ _id, version: base });
  if (deletedCount > 0 || !(await database.drafts.exists({ _id })))
    return { ok: true, data: { version: null } };
  return refuse('stale');
}

/**
 * The draft of an opened ticket has done its work: it goes, unless something else has been written in it meanwhile.
 * @param key the one that the ticket was opened with
 */
export async function endDraft(
  { database }: Pick<Installation, 'database'>,
  ctx: Context,
  { followUpOf, description }: CommandData<'ticket.open'>,
  key: string,
): Promise<void> {
  const _id = idOf(ctx, followUpOf === undefined ? 'new-ticket' : `new-ticket:${followUpOf}`);
  const draft = await database.drafts.findById(_id).lean<DraftRecord>();
  if (draft?.fields['key'] !== key || draft.fields['description']?.trim() !== description) return;
  await database.drafts.deleteOne({ _id, version: draft.version });
}

/** The caller's own draft, in the company they act for now. */
export async function draft(
  installation: Installation,
  ctx: Context,
  { name }: QueryData<'draft'>,
): Promise<Result<QueryOutput<'draft'>>> {
  if (!can(ctx.principal, 'ticket.open')) return refuse('forbidden');
  return { ok: true, data: { draft: await draftOf(installation, ctx, name) } };
}

async function draftOf(installation: Installation, ctx: Context, name: string): Promise<KeptDraft | null> {
  const record = await installation.database.drafts.findById(idOf(ctx, name)).lean<DraftRecord>();
  if (!record) return null;
  const ids = record.files.map(({ id }) => id);
  const uploads = await ownUploads(installation, ctx.principal.person, ids);
  return {
    version: record.version,
    fields: record.fields,
    files: record.files.flatMap(({ id, description }) => {
      const upload = uploads.get(id);
      return upload ? [{ file: toUploaded(upload), description }] : [];
    }),
    at: record.at.getTime(),
  };
}
