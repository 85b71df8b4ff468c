import { createHash } from 'node:crypto';
import type { FilterableAttributes, Settings } from 'meilisearch';
import type { IndexName } from '../documents.ts';
import { stopWords } from '../language/stopWords.ts';
import { synonyms } from '../language/synonyms.ts';

/** Raised whenever documents are made differently: an index of another shape is rebuilt. */
export const SHAPE = 3;

const filterable = (...attributes: string[]): FilterableAttributes => [
  {
    attributePatterns: attributes,
    features: { facetSearch: false, filter: { equality: true, comparison: false } },
  },
];

const rankingRules = (...last: string[]): string[] => [
  'words',
  'typo',
  'proximity',
  'attribute',
  'sort',
  'exactness',
  ...last,
];

const common: Settings = {
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['ita', 'eng'] }],
  stopWords: [...stopWords],
  synonyms: { ...synonyms },
  typoTolerance: {
    enabled: true,
    // Four letters make Italian plurals of short words meet: nota, note.
    minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
    disableOnNumbers: true,
    disableOnAttributes: ['codes'],
  },
  facetSearch: false,
  prefixSearch: 'indexingTime',
  pagination: { maxTotalHits: 200 },
  // Milliseconds after which the engine answers with what it has found so far.
  searchCutoffMs: 200,
};

/** The settings of every index. */
export const indexSettings: Readonly<Record<IndexName, Settings>> = {
  articles: {
    ...common,
    searchableAttributes: ['titleText', 'codes', 'tags', 'summaryText', 'bodyText'],
    filterableAttributes: filterable('audience', 'companies', 'locale'),
    sortableAttributes: [],
    rankingRules: rankingRules(),
  },
  tickets: {
    ...common,
    searchableAttributes: ['number', 'titleText', 'codes', 'excerptText'],
    filterableAttributes: filterable('company', 'participants', 'collaborators', 'gate'),
    sortableAttributes: ['at'],
    rankingRules: rankingRules('at:desc'),
  },
  messages: {
    ...common,
    searchableAttributes: ['codes', 'bodyText', 'filesText'],
    filterableAttributes: filterable(
      'company',
      'participants',
      'collaborators',
      'gate',
      'audience',
      'ticket',
    ),
    sortableAttributes: ['at'],
    rankingRules: rankingRules('at:desc'),
    // One hit a ticket: its best message.
    distinctAttribute: 'ticket',
  },
};

/** Fingerprint of the settings of an index. */
export function fingerprint(name: IndexName): string {
  return createHash('sha256').update(JSON.stringify(indexSettings[name])).digest('hex').slice(0, 16);
}
