import { type ArticleCategoryIcon, articleCategoryIcons, slugOf } from '@sportello/core/articles';
import { moved } from '../form/formDraft';

/** A category of articles while it is being changed. */
export interface CategoryDraft {
  /** Of one that is not saved yet a stand-in, which becomes a word of its name when it is. */
  readonly code: string;
  readonly isNew: boolean;
  readonly name: { readonly it: string; readonly en: string };
  readonly description: { readonly it: string; readonly en: string };
  readonly icon: ArticleCategoryIcon;
  /** Code of the one it stands below; null: it is at the top. */
  readonly parent: string | null;
}
type Drafts = readonly CategoryDraft[];

/** The icon of that name; a book for a name that is not among them. */
export function iconOf(name: string): ArticleCategoryIcon {
  return articleCategoryIcons.find((one) => one === name) ?? 'book-open';
}

/** All in the order in which they are read, each followed by those below it; one below nothing that is at the top comes to the top. */
export function inTree(all: Drafts): Drafts {
  const tops = new Set(all.flatMap(({ code, parent }) => (parent === null ? [code] : [])));
  const sound = all.map((one) =>
    one.parent === null || tops.has(one.parent) ? one : { ...one, parent: null },
  );
  return sound
    .filter(({ parent }) => parent === null)
    .flatMap((top) => [top, ...sound.filter(({ parent }) => parent === top.code)]);
}

/** Those that a category stands among, in their order. */
export function siblingsOf(all: Drafts, { parent }: CategoryDraft): Drafts {
  return all.filter((one) => one.parent === parent);
}

/** A category some places further down among those it stands among, with all that is below it; negative: up. */
export function shifted(all: Drafts, code: string, by: number): Drafts {
  const one = all.find((each) => each.code === code);
  if (!one) return all;
  const siblings = siblingsOf(all, one);
  const other = siblings[siblings.indexOf(one) + by];
  if (!other) return all;
  return inTree(
    all.map((each) => {
      if (each === one) return other;
      return each === other ? one : each;
    }),
  );
}

/** What a dragged category goes by when it is over another: one at the top by whole families, any other by single ones. */
export function placeUnder(all: Drafts, dragged: string, over: string): string {
  const [one, target] = [dragged, over].map((code) => all.find((each) => each.code === code));
  return one?.parent === null ? (target?.parent ?? over) : over;
}

/** A category where it was dragged to: at the place of a family, of another category, or below one at the top. */
export function dropped(all: Drafts, dragged: string, over: string): Drafts {
  const place = placeUnder(all, dragged, over);
  const from = all.findIndex(({ code }) => code === dragged);
  const to = all.findIndex(({ code }) => code === place);
  const [one, target] = [all[from], all[to]];
  if (!one || !target || one === target || one.parent === target.code) return all;
  if (one.parent === null) return inTree(moved(all, from, to));
  const parent = target.parent ?? target.code;
  const adopted = all.with(from, { ...one, parent });
  return inTree(target.parent === null ? adopted : moved(adopted, from, to));
}

/** All with one more at the end, which has nothing yet. */
export function withNew(all: Drafts): Drafts {
  let number = 1;
  while (all.some(({ code }) => code === `new_${number}`)) number += 1;
  const nothing = { it: '', en: '' };
  return [
    ...all,
    {
      code: `new_${number}`,
      isNew: true,
      name: nothing,
      description: nothing,
      icon: 'book-open',
      parent: null,
    },
  ];
}

/** All but one; what stood below it comes to the top. */
export function without(all: Drafts, code: string): Drafts {
  return inTree(all.filter((one) => one.code !== code));
}

/** What a button of the form does when there is no script: `up vat`, `down vat`, `remove vat` or `add`. */
export function arranged(all: Drafts, act: string): Drafts {
  const [verb, code = ''] = act.split(' ');
  if (verb === 'add') return withNew(all);
  if (verb === 'remove') return without(all, code);
  if (verb === 'up' || verb === 'down') return shifted(all, code, verb === 'up' ? -1 : 1);
  return all;
}

/** All as they are sent: what is new gets a code that says its name and that nothing else has. */
export function withCodes(all: Drafts): Omit<CategoryDraft, 'isNew'>[] {
  const codes = new Map(all.flatMap(({ code, isNew }) => (isNew ? [] : [[code, code] as const])));
  const taken = new Set(codes.values());
  for (const { code, isNew, name } of all) {
    if (!isNew) continue;
    const word = slugOf(name.it) || slugOf(name.en) || 'category';
    let free = word;
    for (let number = 2; taken.has(free); number += 1) free = `${word}-${number}`;
    taken.add(free);
    codes.set(code, free);
  }
  const codeOf = (code: string) => codes.get(code) ?? code;
  return all.map(({ isNew: _, ...one }) => ({
    ...one,
    code: codeOf(one.code),
    parent: one.parent === null ? null : codeOf(one.parent),
  }));
}

/** What was sent, with script or without. */
export function readCategories(form: FormData): Drafts {
  const textOf = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const fresh = new Set(form.getAll('new').map(String));
  const codes = [...new Set(form.getAll('code').map(String))];
  return inTree(
    codes.map((code) => ({
      code,
      isNew: fresh.has(code),
      name: { it: textOf(`it.${code}`), en: textOf(`en.${code}`) },
      description: { it: textOf(`about.it.${code}`), en: textOf(`about.en.${code}`) },
      icon: iconOf(textOf(`icon.${code}`)),
      parent: textOf(`parent.${code}`) || null,
    })),
  );
}
