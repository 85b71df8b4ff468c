import { accessTable, actions } from '@sportello/core';

/** The page about who may do what. */
export function accessPage(): string {
  const rows = Object.entries(accessTable).map(
    ([role, row]) => `| \`${role}\` | ${actions.map((action) => row[action] ?? '').join(' | ')} |`,
  );
  return `# Who may do what

Generated from \`packages/core/src/access.ts\`; \`npm run docs\` writes it again. An empty cell is forbidden.

\`own\`: tickets one takes part in · \`company\`: those of the active company · \`assigned\`: those one is called to as an outside
collaborator · \`support\`: all that support may see (not those that still wait for the company's authorisation).

| role | ${actions.map((action) => `\`${action}\``).join(' | ')} |
| --- | ${actions.map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
}
