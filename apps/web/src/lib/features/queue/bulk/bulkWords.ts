import * as m from '$lib/paraglide/messages';
import type { BulkKind } from './acts';

/** What an act is called. */
export const bulkName: Readonly<Record<BulkKind, () => string>> = {
  take: m.bulk_take,
  assign: m.bulk_assign,
  urgency: m.bulk_urgency,
  category: m.bulk_category,
  close: m.bulk_close,
  discard: m.bulk_discard,
  archive: m.bulk_archive,
  unarchive: m.bulk_unarchive,
  read: m.bulk_read,
};

/** Acts that ask for something before they are carried out. */
export const asking: ReadonlySet<BulkKind> = new Set(['assign', 'urgency', 'category', 'close', 'discard']);
