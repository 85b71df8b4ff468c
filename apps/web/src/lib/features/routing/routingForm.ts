import { distributions, preferences, type RoutingRules } from '@sportello/core';

/**
 * Reads the form, with or without script. Whoever is away from a day without an end is away on that day; days that are no
 * days are sent as they are and refused.
 * @param operators the ids of those whom the form shows
 */
export function readRouting(form: FormData, operators: readonly string[]) {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const oneOf = <T extends string>(name: string, values: readonly T[], otherwise: T): T =>
    values.find((value) => value === text(name)) ?? otherwise;
  return {
    preferred: oneOf('preferred', preferences, 'off'),
    distribution: oneOf('distribution', distributions, 'off'),
    resting: operators.filter((id) => !form.has(`receives.${id}`)),
    absences: operators.flatMap((person) => {
      const [from, to] = [text(`from.${person}`), text(`to.${person}`)];
      return from === '' && to === '' ? [] : [{ person, from: from || to, to: to || from }];
    }),
  } satisfies RoutingRules;
}
