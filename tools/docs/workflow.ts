import { openings, type Preset, presetCodes, presets, stateCategory, states } from '@sportello/core';

/** A state diagram in Mermaid. */
function diagram(preset: Preset): string {
  const lines = preset.transitions.flatMap((row) =>
    row.from.map((from) => `  ${from} --> ${row.to}: ${row.id} ${row.by.join(' ')}`),
  );
  const births = openings(preset).map(({ id, to, by }) => `  [*] --> ${to}: ${id} ${by.join(' ')}`);
  const ends = (['closed', 'discarded'] as const).filter((state) => preset.states.includes(state));
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...births,
    ...new Set(lines),
    ...ends.map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n');
}

function table(preset: Preset): string {
  const births = openings(preset).map(
    ({ id, to, by }) => `| ${id} | – | \`${to}\` | ${by.join(' ')} | – |  |  |`,
  );
  const rows = preset.transitions.map(
    (row) =>
      `| ${row.id} | ${row.from.map((one) => `\`${one}\``).join(', ')} | \`${row.to}\` | ${row.by.join(' ')} | ${row.needs.map((need) => `\`${need}\``).join(', ') || '–'} | ${row.onMessage ? 'yes' : ''} | ${row.closure ? `\`${row.closure}\`` : ''} |`,
  );
  return `| # | from | to | who | needs | by a message alone | closure |
| --- | --- | --- | --- | --- | --- | --- |
${[...births, ...rows].join('\n')}`;
}

function times({ rules }: Preset): string {
  const reopening =
    rules.reopenDays === null
      ? 'a closed ticket is never reopened'
      : `a message reopens a closed ticket within ${rules.reopenDays} days`;
  return `A customer may close ${rules.minimumAgeMinutes} minutes after opening at the earliest; ${reopening}. A resolved ticket closes by
itself ${rules.autoCloseDays} days after the last public entry, with a warning ${rules.autoCloseWarningHours} hours before. Customers choose from ${
    rules.customerPriorities.map((priority) => `\`${priority}\``).join(', ') || 'no priority'
  } when opening${rules.customerReprioritises ? ' and may change it' : ''}. Files: ${rules.attachmentsPerMessage} a message of ${
    rules.attachmentMegabytes
  } MB${rules.attachmentsDescribed ? ', each with a description' : ''}.`;
}

function section(preset: Preset): string {
  const named = Object.entries(preset.names).map(
    ([state, { staff } = {}]) => `\`${state}\` ${staff?.it ?? ''}`,
  );
  return `## ${preset.code}
${named.length > 0 ? `\nCalled: ${named.join(' · ')}.\n` : ''}
${diagram(preset)}

${table(preset)}

${times(preset)}`;
}

/** The page about the life of a ticket. */
export function workflowPage(): string {
  return `# The life of a ticket

Generated from \`packages/core/src/workflow\`; \`npm run docs\` writes it again. An installation begins with one of these workflows
and changes it in the portal (Settings → Workflow).

C customer with write right · CA company administrator · O operator or assigned collaborator · S supervisor · T timer.

| state | whose turn |
| --- | --- |
${states.map((state) => `| \`${state}\` | ${stateCategory[state]} |`).join('\n')}

${presetCodes.map((code) => section(presets[code])).join('\n\n')}
`;
}
