import {
  type ArticleAudience,
  type ArticleLocale,
  type ArticleText,
  articleAudiences,
  type ManuscriptStage,
  manuscriptStages,
} from '@sportello/core/articles';
import { Schema } from 'mongoose';

/** What an article is: everything that a version keeps. */
export interface ArticleContent {
  readonly category: string;
  readonly audience: ArticleAudience;
  /** Whose people may read it, where it is for chosen companies. */
  readonly companies: readonly string[];
  readonly tags: readonly string[];
  /** Slugs. */
  readonly related: readonly string[];
  readonly texts: Readonly<Record<ArticleLocale, ArticleText>>;
}

/** An article as writers work on it, in all its languages; what readers read of it is an `ArticleRecord` a language. */
export interface ManuscriptRecord {
  _id: string;
  /** Its address; it stays once it was published. */
  slug: string;
  content: ArticleContent;
  stage: ManuscriptStage;
  /** What who gave it back wants to have changed. */
  note: string | null;
  publishAt: number | null;
  /** Who had it published by itself. */
  publishBy: string | null;
  /** The version it is at. */
  version: number;
  /** The version readers read; null: none. */
  live: number | null;
  /** True once it was published: its address is known outside. */
  wasPublished: boolean;
  updatedBy: string | null;
  updatedAt: number;
  revision: number;
  /** Who has it open to write, and when they last said so. */
  editing?: { person: string; at: number }[];
}

/** An article as it was. */
export interface ArticleVersionRecord {
  _id: string;
  article: string;
  version: number;
  content: ArticleContent;
  author: string | null;
  at: number;
  /** When it was published, the last time. */
  publishedAt: number | null;
  publishedBy: string | null;
}

/** The id of a version. */
export const articleVersionId = (article: string, version: number): string => `${article}:${version}`;

const text = new Schema(
  { title: String, summary: String, body: String },
  { _id: false, strict: 'throw', minimize: false },
);
const content = new Schema(
  {
    category: { type: String, required: true },
    audience: { type: String, enum: articleAudiences, required: true },
    companies: { type: [String], required: true },
    tags: { type: [String], required: true },
    related: { type: [String], required: true },
    texts: new Schema({ it: text, en: text }, { _id: false, strict: 'throw', minimize: false }),
  },
  { _id: false, strict: 'throw', minimize: false },
);
const editor = new Schema({ person: String, at: Number }, { _id: false, strict: 'throw' });

/** The schema of manuscripts. */
export const manuscriptSchema = new Schema<ManuscriptRecord>(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    content: { type: content, required: true },
    stage: { type: String, enum: manuscriptStages, required: true },
    note: { type: String, default: null },
    publishAt: { type: Number, default: null },
    publishBy: { type: String, default: null },
    version: { type: Number, required: true },
    live: { type: Number, default: null },
    wasPublished: { type: Boolean, required: true },
    updatedBy: { type: String, default: null },
    updatedAt: { type: Number, required: true },
    revision: { type: Number, required: true },
    editing: { type: [editor], default: undefined },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'manuscripts' },
);
manuscriptSchema.index({ slug: 1 }, { unique: true });
manuscriptSchema.index({ updatedAt: -1 });
manuscriptSchema.index({ 'content.category': 1 });
manuscriptSchema.index({ publishAt: 1 }, { partialFilterExpression: { stage: 'scheduled' } });

/** The schema of versions of articles. */
export const articleVersionSchema = new Schema<ArticleVersionRecord>(
  {
    _id: { type: String, required: true },
    article: { type: String, required: true },
    version: { type: Number, required: true },
    content: { type: content, required: true },
    author: { type: String, default: null },
    at: { type: Number, required: true },
    publishedAt: { type: Number, default: null },
    publishedBy: { type: String, default: null },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'articleVersions' },
);
articleVersionSchema.index({ article: 1, version: -1 });
