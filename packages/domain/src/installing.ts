import { randomBytes } from 'node:crypto';
import type { SettingsRecord } from '@sportello/models';
import type { Installation } from './installation.ts';

/** Who gives support, and who looks after the portal first. */
export interface FirstSettings {
  readonly provider: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** There is an installation already; nothing was changed. */
export class AlreadyInstalledError extends Error {
  override readonly name = 'AlreadyInstalledError';
}

/** One team and one topic, so that the first ticket has somewhere to go; everything else is the administrator's to add. */
const firstTopics: Pick<SettingsRecord, 'teams' | 'categories' | 'articleCategories'> = {
  teams: [{ code: 'support', name: { it: 'Assistenza', en: 'Support' } }],
  categories: [
    {
      code: 'general',
      name: { it: 'Generale', en: 'General' },
      team: 'support',
      subcategories: [{ code: 'other', name: { it: 'Altro', en: 'Other' }, team: 'support' }],
    },
  ],
  articleCategories: [
    {
      code: 'general',
      name: { it: 'Generale', en: 'General' },
      description: { it: 'Domande frequenti', en: 'Frequent questions' },
      icon: 'book-open',
    },
  ],
};

/**
 * Creates an installation and its first administrator in an empty database.
 * @returns the administrator's password, which is stored nowhere in clear
 * @throws AlreadyInstalledError when there are settings already; of two that run at once one gets it
 */
export async function createInstallation(
  { database, identity }: Installation,
  first: FirstSettings,
): Promise<string> {
  try {
    await database.settings.create({
      _id: 'installation',
      provider: { name: first.provider, accentHue: 180 },
      ...firstTopics,
      preset: 'full',
      workflow: null,
      service: null,
      demo: false,
      revision: 1,
    });
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000)
      throw new AlreadyInstalledError();
    throw error;
  }
  const password = randomBytes(15).toString('base64url');
  const _id = await identity.enroll(
    first.email.toLowerCase(),
    `${first.firstName} ${first.lastName}`,
    password,
  );
  await database.people.create({
    _id,
    email: first.email.toLowerCase(),
    firstName: first.firstName,
    lastName: first.lastName,
    locale: 'it',
    memberships: [],
    staff: { role: 'providerAdministrator', teams: ['support'] },
    active: true,
    demo: false,
    revision: 1,
  });
  return password;
}
