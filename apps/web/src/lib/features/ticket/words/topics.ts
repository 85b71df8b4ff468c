/** A code with its name in the reader's language. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** The topics and teams of the installation, named in the reader's language. */
export interface Topics {
  readonly categories: readonly (Named & { readonly subcategories: readonly Named[] })[];
  readonly teams: readonly Named[];
}

type LocalName = Readonly<Record<'it' | 'en', string>>;

/** What of the installation's settings names its topics and teams. */
export interface TopicSettings {
  readonly categories: readonly {
    code: string;
    name: LocalName;
    subcategories: readonly { code: string; name: LocalName }[];
  }[];
  readonly teams: readonly { code: string; name: LocalName }[];
}

/** Topics and teams in one language: what a `load` function sends to a page. */
export function topicsOf(settings: TopicSettings, locale: 'it' | 'en'): Topics {
  const named = ({ code, name }: { code: string; name: LocalName }): Named => ({ code, name: name[locale] });
  return {
    categories: settings.categories.map((category) => ({
      ...named(category),
      subcategories: category.subcategories.map(named),
    })),
    teams: settings.teams.map(named),
  };
}

/** Name of a category; its code when the installation no longer has it. */
export function categoryName(topics: Topics, code: string): string {
  return topics.categories.find((category) => category.code === code)?.name ?? code;
}

/** Name of a subcategory; its code when the installation no longer has it. */
export function subcategoryName(topics: Topics, category: string, code: string): string {
  const area = topics.categories.find((one) => one.code === category);
  return area?.subcategories.find((one) => one.code === code)?.name ?? code;
}

/** Name of a team; its code when the installation no longer has it. */
export function teamName(topics: Topics, code: string): string {
  return topics.teams.find((team) => team.code === code)?.name ?? code;
}
