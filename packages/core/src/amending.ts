import type { Entry } from './entries.ts';

type Amendment = Entry & { readonly amends: NonNullable<Entry['amends']> };

const isAmendment = (entry: Entry): entry is Amendment => entry.amends !== undefined;

/** An entry as the last one that retells it leaves it. */
function retold(entry: Entry, { amends, seq, pub, at, lang }: Amendment): Entry {
  if (entry.amended && entry.amended.seq >= seq) return entry;
  const withdrawn = amends.text === null;
  return {
    ...entry,
    body: amends.text,
    lang: lang ?? entry.lang,
    attachments: withdrawn
      ? []
      : entry.attachments.map((file, at) =>
          amends.descriptions ? { ...file, description: amends.descriptions[at] ?? null } : file,
        ),
    amended: { seq, pub, at, withdrawn },
  };
}

/** An entry that retells another, with the words that are left of it: what was taken back is told by none of them. */
function withWords(entry: Amendment, last: Amendment): Entry {
  // Both retell the same entry; each tells for itself how many files went with it.
  return entry.seq === last.seq ? entry : { ...entry, amends: { ...last.amends, files: entry.amends.files } };
}

/**
 * Entries of one ticket as later ones leave them: the same on the server, in the browser and for both sides. Whatever is not
 * concerned stays the same value.
 * @param others entries that retell some of these, beside those among them
 */
export function withAmendments(entries: readonly Entry[], others: readonly Entry[] = []): readonly Entry[] {
  const latest = new Map<number, Amendment>();
  for (const one of [...others, ...entries]) {
    if (!isAmendment(one)) continue;
    const known = latest.get(one.amends.seq);
    if (!known || known.seq < one.seq) latest.set(one.amends.seq, one);
  }
  if (latest.size === 0) return entries;
  return entries.map((entry) => {
    const last = latest.get(entry.amends?.seq ?? entry.seq);
    if (!last) return entry;
    return isAmendment(entry) ? withWords(entry, last) : retold(entry, last);
  });
}
