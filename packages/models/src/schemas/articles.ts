import { type ArticleAudience, articleAudiences } from '@sportello/core';
import { Schema } from 'mongoose';
import type { Consumer } from './entries.ts';

/** Whom an article is shown to; what was withdrawn is there for nobody, so that the index loses it as it learns of any change. */
export const shownTo = [...articleAudiences, 'nobody'] as const;

/** An article of the knowledge base in one language; the languages of an article share its slug. */
export interface ArticleRecord {
  _id: string;
  slug: string;
  locale: 'it' | 'en';
  category: string;
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  audience: ArticleAudience | 'nobody';
  /** Whose people may read it, where it is for chosen companies; absent in what was written before there were such. */
  companies?: readonly string[];
  tags: string[];
  /** Slugs. */
  related: string[];
  views: number;
  updatedAt: number;
  revision: number;
  todo?: Consumer[];
}

/** The schema of articles. */
export const articleSchema = new Schema<ArticleRecord>(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    locale: { type: String, enum: ['it', 'en'], required: true },
    category: { type: String, required: true },
    title: { type: String, required: true },
    summary: { type: String, required: true },
    body: { type: String, required: true },
    audience: { type: String, enum: shownTo, required: true },
    companies: { type: [String], default: undefined },
    tags: { type: [String], required: true },
    related: { type: [String], required: true },
    views: { type: Number, required: true },
    updatedAt: { type: Number, required: true },
    revision: { type: Number, required: true },
    todo: { type: [String], default: undefined },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'articles' },
);
articleSchema.index({ slug: 1, locale: 1 }, { unique: true });
articleSchema.index({ category: 1, locale: 1, title: 1 });
// Who may read how many of which category, and what the sitemap names: answered by the index alone.
articleSchema.index({ audience: 1, category: 1, slug: 1, locale: 1, updatedAt: 1 });
articleSchema.index({ updatedAt: -1 });
articleSchema.index({ todo: 1 }, { partialFilterExpression: { todo: { $exists: true } } });
