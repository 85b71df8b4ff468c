import { z } from 'zod/mini';

const choosable = z.pipe(
  z.object({ id: z.string(), name: z.string() }),
  z.transform(({ id, name }) => ({ value: id, label: name })),
);

const answer = z.object({
  data: z.object({
    requesters: z.array(
      z.pipe(
        z.object({ company: z.nullable(z.string()), people: z.array(choosable) }),
        z.transform(({ company, people }) => ({ label: company ?? '', options: people })),
      ),
    ),
    operators: z.array(choosable),
  }),
});

/** The people a list can be narrowed to, as choices. */
export type FilterPeople = z.output<typeof answer>['data'];

/** Nobody to choose from yet. */
export const noPeople: FilterPeople = { requesters: [], operators: [] };

/** Asks whom a list can be narrowed to; null when nobody answers. */
export async function whoCanBeChosen(): Promise<FilterPeople | null> {
  try {
    const response = await fetch('/tickets/people.json');
    const parsed = answer.safeParse(await response.json());
    return parsed.success ? parsed.data.data : null;
  } catch {
    return null;
  }
}
