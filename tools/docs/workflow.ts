import { fullPreset, type Preset, stateCategory, states } from '@sportello/core';

/** A state diagram in Mermaid. */
function diagram(preset: Preset): string {
  const lines = preset.transitions.flatMap((row) =>
    row.from.map((from) => `  ${from} --> ${row.to}: ${row.id} ${row.by.join(' ')}`),
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> authorization: t1 C',
    '  [*] --> new: t2 C O',
    ...new Set(lines),
    '  closed --> [*]',
    '  discarded --> [*]',
    '```',
  ].join('\n');
}

/** The page about the life of a ticket. */
export function workflowPage(): string {
  const rows = fullPreset.transitions.map(
    (row) =>
      `| ${row.id} | ${row.from.map((one) => `\`${one}\``).join(', ')} | \`${row.to}\` | ${row.by.join(' ')} | ${row.needs.map((need) => `\`${need}\``).join(', ') || '–'} | ${row.onMessage ? 'yes' : ''} | ${row.closure ? `\`${row.closure}\`` : ''} |`,
  );
  return `# The life of a ticket

Generated from \`packages/core/src/workflow/table.ts\`; \`npm run docs\` writes it again. Preset \`${fullPreset.code}\`.

C customer with write right · CA company administrator · O operator or assigned collaborator · S supervisor · T timer.

| state | whose turn |
| --- | --- |
${states.map((state) => `| \`${state}\` | ${stateCategory[state]} |`).join('\n')}

${diagram(fullPreset)}

| # | from | to | who | needs | by a message alone | closure |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

A customer may close ${fullPreset.rules.minimumAgeMinutes} minutes after opening at the earliest; a message reopens a closed ticket within ${fullPreset.rules.reopenDays} days.
`;
}
