import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { articlesStandingIn } from '../queries/categoryUse.ts';
import { changeSettings } from './settingsChange.ts';

/**
 * Changes the categories that articles stand in, their order and what stands below what, unless somebody else has changed
 * them meanwhile. One that articles stand in stays.
 */
export async function changeCategories(
  installation: Installation,
  ctx: Context,
  { revision, categories }: CommandData<'categories.change'>,
): Promise<Result<CommandOutput<'categories.change'>>> {
  if (!can(ctx.principal, 'article.publish')) return refuse('forbidden');
  const { database } = installation;
  const kept = new Set(categories.map(({ code }) => code));
  // What stands in the database, not what this process remembers: a category added a moment ago may be left out, too.
  const before = await database.settings.findById('installation', { articleCategories: 1 }).lean();
  const leftOut = (before?.articleCategories ?? []).flatMap(({ code }) => (kept.has(code) ? [] : [code]));
  const standing = await articlesStandingIn(database, leftOut);
  const used = leftOut.find((code) => standing.has(code));
  if (used) return refuse('category_in_use', { field: used, got: standing.get(used) ?? 0 });
  return changeSettings(installation, ctx, {
    parts: ['shelves'],
    revision,
    set: { articleCategories: categories },
  });
}
