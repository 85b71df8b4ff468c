/** What may be sent to change the categories of the knowledge base. */
import * as z from 'zod/mini';
import { articleCategoryIcons, articleLimits, isCategoryTree } from './articles.ts';
import { code, line, position } from './fields.ts';

const { categoryName, categoryDescription, categories } = articleLimits;
const description = z.union([z.literal(''), line(categoryDescription)]);

const category = z.strictObject({
  code,
  name: z.strictObject({ it: line(categoryName), en: line(categoryName) }),
  description: z.strictObject({ it: description, en: description }),
  icon: z.enum(articleCategoryIcons, { error: 'not_allowed_value' }),
  /** Code of the category that it stands below; null: it is at the top. */
  parent: z.nullable(code),
});

/** All categories in their order: whichever is not among them is removed. */
export const categoriesChange = z.strictObject({
  /** The revision of the settings that was changed: somebody else's change in between is not overwritten. */
  revision: position,
  categories: z
    .array(category, { error: 'type' })
    .check(
      z.minLength(1, { error: 'required' }),
      z.maxLength(categories, { error: 'too_large' }),
      z.refine(isCategoryTree, { error: 'not_allowed_value' }),
    ),
});
