import {
  type CompanyCard,
  countedView,
  type InboxAnswer,
  type ListAnswer,
  projectCompany,
} from '@sportello/core';
import { ask, type Context, type Installation } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import type { SavedViewLine } from '$lib/features/queue/savedViewLine';
import type { OwnCompany } from '$lib/features/session/ownCompany';
import type { FrameData } from '$lib/frame/types';
import type { WorkspaceData } from '$lib/live/workspaceData';
import { menuFor } from '$lib/server/menu';
import { savedViewLines } from '$lib/server/savedViewLines';
import { signedIn } from '$lib/server/session';
import type { LayoutServerLoad } from './$types';

/** What the layout loads beside the frame. */
interface AppData extends FrameData {
  /** The companies somebody of several may work for; empty for everybody else. */
  readonly companies: readonly OwnCompany[];
  /** The administrative hold of the company, as this person may know it. */
  readonly hold: CompanyCard['held'];
  readonly workspace: WorkspaceData | null;
  /** The saved views of the person and their teams. */
  readonly saved: readonly SavedViewLine[];
}

async function companiesOf({ people }: Installation, { principal }: Context): Promise<OwnCompany[]> {
  const person = await people.person(principal.person);
  if (!person || person.memberships.length < 2) return [];
  const companies = await Promise.all(person.memberships.map(({ company }) => people.company(company)));
  return companies.flatMap((one) =>
    one ? [{ id: one._id, name: one.name, isCurrent: one._id === principal.company }] : [],
  );
}

async function inboxOf(installation: Installation, context: Context): Promise<InboxAnswer> {
  const inbox = await ask(installation, context, 'inbox', {});
  return inbox.ok ? inbox.data : error(503, 'store_unavailable');
}

/** The numbers of the menu, where it has any before a list is opened. */
async function countsOf(installation: Installation, context: Context): Promise<ListAnswer['counts']> {
  const view = countedView(context.principal);
  if (!view) return {};
  const list = await ask(installation, context, 'list', { view, limit: 1 });
  return list.ok ? list.data.counts : {};
}

/** What the frame of every page shows, and what the live workspace begins with. */
export const load: LayoutServerLoad = async (event): Promise<AppData> => {
  const { locals, url } = event;
  event.depends('app:frame');
  const { provider, preferences } = locals;
  const shared = { provider, preferences, now: Date.now() };
  if (!locals.context)
    return {
      ...shared,
      menu: menuFor(null),
      person: null,
      companies: [],
      hold: null,
      workspace: null,
      saved: [],
    };
  const { installation, context } = signedIn(event);
  const { principal } = context;
  const [{ preset }, person, company, companies, inbox, counts, saved] = await Promise.all([
    installation.workflow(),
    installation.people.person(principal.person),
    principal.company ? installation.people.company(principal.company) : null,
    companiesOf(installation, context),
    inboxOf(installation, context),
    countsOf(installation, context),
    savedViewLines(installation, context),
  ]);
  return {
    ...shared,
    menu: menuFor(principal, preset.states, saved),
    saved,
    person: { name: context.name, email: person?.email ?? '' },
    ...(company && { company: { name: company.name } }),
    companies,
    hold: company
      ? projectCompany({ id: company._id, name: company.name, held: company.hold }, principal).held
      : null,
    workspace: { me: principal, myName: context.name, preset, inbox, counts, origin: url.origin },
  };
};
