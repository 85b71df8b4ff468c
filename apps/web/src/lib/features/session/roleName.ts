import type { Role } from '@sportello/core';
import * as m from '$lib/paraglide/messages';

/** Named one by one, so that a role without a name does not compile. */
const names: Readonly<Record<Role, () => string>> = {
  administrator: m.role_administrator,
  standard: m.role_standard,
  lowProfile: m.role_low_profile,
  readOnly: m.role_read_only,
  reseller: m.role_reseller,
  supplier: m.role_supplier,
  contractor: m.role_contractor,
  employee: m.role_employee,
  operator: m.role_operator,
  supervisor: m.role_supervisor,
  providerAdministrator: m.role_provider_administrator,
  collaborator: m.role_collaborator,
};

/** What a role is called. */
export function roleName(role: Role): string {
  return names[role]();
}
