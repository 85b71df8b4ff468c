import * as z from 'zod/mini';

const person = z.object({ id: z.string(), name: z.string() });
const answer = z.object({
  data: z.object({
    requesters: z.array(z.object({ company: z.nullable(z.string()), people: z.array(person) })),
    operators: z.array(person),
  }),
});

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The people a list can be narrowed to, as choices. */
export interface FilterPeople {
  readonly requesters: readonly { readonly label: string; readonly options: readonly Choice[] }[];
  readonly operators: readonly Choice[];
}

/** Nobody to choose from yet. */
export const noPeople: FilterPeople = { requesters: [], operators: [] };

const choiceOf = ({ id, name }: z.output<typeof person>): Choice => ({ value: id, label: name });

/** Asks whom a list can be narrowed to; null when nobody answers. */
export async function whoCanBeChosen(): Promise<FilterPeople | null> {
  try {
    const response = await fetch('/tickets/people.json');
    const parsed = answer.safeParse(await response.json());
    if (!parsed.success) return null;
    const { requesters, operators } = parsed.data.data;
    return {
      requesters: requesters.map(({ company, people }) => ({
        label: company ?? '',
        options: people.map(choiceOf),
      })),
      operators: operators.map(choiceOf),
    };
  } catch {
    return null;
  }
}
