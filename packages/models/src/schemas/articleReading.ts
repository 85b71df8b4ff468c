import type { Side } from '@sportello/core';
import { type ClientSession, Schema } from 'mongoose';
import type { Database } from '../database.ts';

/**
 * Says whether an article was useful: one record a reader and article. A visitor is a browser that has said it before, known
 * by a token of this article alone: nothing ties what it says of one to what it says of another.
 */
export interface ArticleVoteRecord {
  _id: string;
  slug: string;
  useful: boolean;
  /** What the reader added, for who writes articles. */
  word: string | null;
  /** Null for a visitor. */
  person: string | null;
  side: Side | 'visitor';
  /** The language that was read. */
  locale: 'it' | 'en';
  /** Epoch milliseconds. */
  at: number;
}

/** The schema of votes. */
export const articleVoteSchema = new Schema<ArticleVoteRecord>(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    useful: { type: Boolean, required: true },
    word: { type: String, default: null },
    person: { type: String, default: null },
    side: { type: String, required: true },
    locale: { type: String, enum: ['it', 'en'], required: true },
    at: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'articleVotes' },
);
// What was said of an article in words, newest first.
articleVoteSchema.index({ slug: 1, at: -1 }, { partialFilterExpression: { word: { $type: 'string' } } });
// What was said in a time, of what: answered by the index alone.
articleVoteSchema.index({ at: 1, slug: 1, useful: 1 });

/** A person has read an article today, so that reading it again does not count; forgotten when the day is over. */
export interface ArticleViewRecord {
  _id: string;
  endsAt: Date;
}

/** The schema of views. */
export const articleViewSchema = new Schema<ArticleViewRecord>(
  { _id: { type: String, required: true }, endsAt: { type: Date, required: true } },
  { strict: 'throw', versionKey: false, collection: 'articleViews' },
);
articleViewSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

/** What readers made of an article, in all its languages: counted apart from the article, whose writing it never meets. */
export interface ArticleNumbersRecord {
  /** The article's slug. */
  _id: string;
  views: number;
  useful: number;
  useless: number;
  /** Orders articles by how much they help, see {@link addToArticleNumbers}. */
  score: number;
}

/** The schema of what is counted of articles. */
export const articleNumbersSchema = new Schema<ArticleNumbersRecord>(
  {
    _id: { type: String, required: true },
    views: { type: Number, required: true },
    useful: { type: Number, required: true },
    useless: { type: Number, required: true },
    score: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, collection: 'articleNumbers' },
);
articleNumbersSchema.index({ score: -1 });

/** The id of what somebody says of an article. @param reader id of a person, or the token of a visitor's browser */
export function articleVoteId(slug: string, reader: string): string {
  return `${slug}:${reader}`;
}

/** The id of a person's reading of an article on a day as `2026-11-25`. */
export function articleViewId(slug: string, day: string, person: string): string {
  return `${slug}:${day}:${person}`;
}

/**
 * The share of readers it helped, as if one more had said yes and one no, times how many were looking for it: neither a
 * single yes nor mere visits put an article on top.
 */
const scored = {
  $set: {
    score: {
      $multiply: [
        { $divide: [{ $add: ['$useful', 1] }, { $add: ['$useful', '$useless', 2] }] },
        { $log: [{ $add: ['$views', 2] }, 2] },
      ],
    },
  },
};

/** What one reader adds to, or takes from, what is counted of an article. */
export type ArticleCounted = Partial<Record<'views' | 'useful' | 'useless', number>>;

/** Counts something of an article, and with it its place among the others. */
export async function addToArticleNumbers(
  { connection, articleNumbers }: Database,
  slug: string,
  counted: ArticleCounted,
  session?: ClientSession,
): Promise<void> {
  const sum = (name: keyof ArticleCounted) => ({
    $max: [{ $add: [{ $ifNull: [`$${name}`, 0] }, counted[name] ?? 0] }, 0],
  });
  // Its own numbers decide the score, in the same write: the driver takes that, the schema's casts do not.
  await connection
    .collection<ArticleNumbersRecord>(articleNumbers.collection.name)
    .updateOne(
      { _id: slug },
      [{ $set: { views: sum('views'), useful: sum('useful'), useless: sum('useless') } }, scored],
      { upsert: true, ...(session && { session }) },
    );
}

/** Takes over the views that articles brought along; what is counted already stays. */
export async function countEarlierViews({ articles }: Database): Promise<void> {
  await articles.collection
    .aggregate([
      { $group: { _id: '$slug', views: { $max: '$views' } } },
      { $match: { views: { $gt: 0 } } },
      { $set: { useful: { $literal: 0 }, useless: { $literal: 0 } } },
      scored,
      { $merge: { into: 'articleNumbers', whenMatched: 'keepExisting', whenNotMatched: 'insert' } },
    ])
    .toArray();
}
