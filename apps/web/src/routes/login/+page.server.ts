import { errorStatus } from '@sportello/core';
import { DEMO_PASSWORD, fullName, type PersonRecord } from '@sportello/models';
import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { roleName } from '$lib/features/session/roleName';
import type { DemoAccounts } from '$lib/features/session/signIn';
import { sameOriginPath } from '$lib/server/preferences';
import { addressOf } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

const credentials = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1024),
});

/** The accounts of the demo, where this is one and may show it. */
async function demoAccounts({ installation }: App.Locals): Promise<DemoAccounts | undefined> {
  const settings = await installation.settings();
  if (!installation.demo || !settings.demo) return undefined;
  const people = await installation.database.people
    .find({ demo: true })
    .sort({ _id: 1 })
    .lean<PersonRecord[]>();
  const companies = await installation.database.companies.find().lean<{ _id: string; name: string }[]>();
  const nameOf = new Map(companies.map(({ _id, name }) => [_id, name]));
  return {
    password: DEMO_PASSWORD,
    people: people.map((person) => ({
      name: fullName(person),
      email: person.email,
      role: person.staff
        ? roleName(person.staff.role)
        : person.memberships
            .map(({ company, role }) => `${roleName(role)}, ${nameOf.get(company) ?? ''}`)
            .join(' · '),
    })),
  };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.context) redirect(303, sameOriginPath(url.searchParams.get('to') ?? undefined, url.origin));
  const demo = await demoAccounts(locals);
  return demo ? { demo } : {};
};

export const actions: Actions = {
  default: async (event) => {
    const { cookies, locals, request, url } = event;
    const form = Object.fromEntries(await request.formData());
    const email = typeof form['email'] === 'string' ? form['email'].slice(0, 254) : '';
    const parsed = credentials.safeParse(form);
    if (!parsed.success) return fail(422, { code: 'required' as const, email });
    const { identity } = locals.installation;
    const cookieHeader = request.headers.get('cookie') ?? undefined;
    const begun = await identity.signIn(parsed.data.email, parsed.data.password, {
      address: addressOf(event),
      userAgent: request.headers.get('user-agent') ?? undefined,
      cookies: cookieHeader,
    });
    if (!begun.ok) return fail(errorStatus[begun.code], { ...begun, email });
    await identity.signOut(cookieHeader);
    for (const { name, value, options } of begun.data.cookies) cookies.set(name, value, options);
    redirect(303, sameOriginPath(url.searchParams.get('to') ?? undefined, url.origin));
  },
};
