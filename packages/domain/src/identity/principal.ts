import type { Principal } from '@sportello/core';
import type { PersonRecord } from '@sportello/models';

/**
 * What a person may act as in a company now: made afresh for every act, so that a right that was taken away is gone.
 * @returns null when the person is not active or does not belong to the company (any more)
 */
export function principalOf(person: PersonRecord, company: string | null): Principal | null {
  if (!person.active) return null;
  if (person.staff)
    return {
      person: person._id,
      side: 'staff',
      role: person.staff.role,
      company: null,
      teams: person.staff.teams,
    };
  const membership = person.memberships.find((one) => one.company === company);
  if (!membership) return null;
  return {
    person: person._id,
    side: 'customer',
    role: membership.role,
    company: membership.company,
    teams: [],
  };
}

/** True when somebody may do now exactly what they could do then. */
export function isSamePrincipal(now: Principal, then: Principal): boolean {
  return JSON.stringify(now) === JSON.stringify(then);
}
