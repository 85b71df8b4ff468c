/** Creates an installation and its first administrator: `install.js --provider NAME --email ADDRESS --name "FIRST LAST"`. */
import { parseArgs } from 'node:util';
import {
  AlreadyInstalledError,
  createInstallation,
  EnvironmentError,
  installationOptions,
  openInstallation,
  readEnvironment,
} from '@sportello/domain';
import * as z from 'zod';

const wanted = z.object({
  provider: z.string().trim().min(1, 'say who gives support: --provider NAME').max(120),
  email: z.email('say the address of the first administrator: --email ADDRESS').max(254),
  name: z
    .string()
    .trim()
    .regex(/^\S+ .*\S$/u, 'say the first administrator: --name "FIRST LAST"')
    .max(120),
});

async function install(): Promise<string> {
  const { values } = parseArgs({
    options: { provider: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' } },
  });
  const { provider, email, name } = wanted.parse({ provider: '', email: '', name: '', ...values });
  const installation = await openInstallation(installationOptions(readEnvironment(process.env)));
  try {
    const space = name.indexOf(' ');
    const password = await createInstallation(installation, {
      provider,
      email,
      firstName: name.slice(0, space),
      lastName: name.slice(space + 1),
    });
    return `${provider} is ready at ${installation.origin}. Sign in as ${email} with this password, shown only now: ${password}`;
  } finally {
    await installation.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof AlreadyInstalledError)
    return 'There is an installation in this database already. Nothing was changed.';
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join('\n');
  if (error instanceof EnvironmentError) return `Settings are missing or wrong:\n${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

install().then(
  (words) => process.stdout.write(`${words}\n`),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  },
);
