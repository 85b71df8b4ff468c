import { DEMO_PASSWORD, demoCompanies, demoPeople } from '../../packages/models/src/demo/cast.ts';

const ROLES = {
  administrator: 'company administrator',
  standard: 'standard user',
  lowProfile: 'low-profile user',
  readOnly: 'read-only user',
  reseller: 'reseller',
  supervisor: 'supervisor',
  operator: 'operator',
  providerAdministrator: "provider's administrator",
  collaborator: 'external collaborator',
} as const;

/** The accounts of the demo, a line each, under a line with their password. */
export function describeDemoAccounts(): string {
  const lines = demoPeople.map(({ email, firstName, lastName, memberships, staff }) => {
    const roles = staff ? [ROLES[staff.role]] : [...new Set(memberships.map(({ role }) => ROLES[role]))];
    const companies = memberships.map(
      ({ company }) => demoCompanies.find(({ id }) => id === company)?.name ?? company,
    );
    return `  ${email.padEnd(24)}${[`${firstName} ${lastName}`, ...roles, ...companies].join(', ')}`;
  });
  return [`Demo accounts, all with the password ${DEMO_PASSWORD}:`, ...lines].join('\n');
}
