import { adjusted, commandInputs, type Preset, type PresetCode, presetCodes, presets } from '@sportello/core';
import { scenarios } from '@sportello/domain';

/** What the address of a replay says. */
export interface ReplayAddress {
  readonly scenario: string;
  /** Number of a real ticket; null: the scenario is played. */
  readonly ticket: number | null;
  /** Which workflow: the usual one (empty), the one in use, unsaved changes, or one to begin with. */
  readonly workflow: '' | 'own' | 'draft' | PresetCode;
  /** The unsaved changes, as they stand in the address; null where there are none, or none that can be read. */
  readonly draft: Preset | null;
  /** Epoch milliseconds. */
  readonly at: number | null;
}

function draftIn(text: string | null): Preset | null {
  if (!text) return null;
  try {
    const parsed = commandInputs['workflow.change'].safeParse(JSON.parse(text));
    return parsed.success ? adjusted(presets[parsed.data.preset], parsed.data) : null;
  } catch {
    return null;
  }
}

const numberIn = (text: string | null): number | null =>
  text && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;

/** Reads the address of a replay; what makes no sense is as if it were not there. */
export function readReplayAddress(search: URLSearchParams, inForce: PresetCode): ReplayAddress {
  const named = search.get('scenario');
  const usual = scenarios.find(({ preset }) => preset === inForce) ?? scenarios[0];
  const draft = draftIn(search.get('draft'));
  const wanted = search.get('workflow') ?? '';
  const all = ['own', ...(draft ? (['draft'] as const) : []), ...presetCodes] as const;
  return {
    scenario: named ?? usual?.code ?? '',
    ticket: numberIn(search.get('ticket')),
    workflow: all.find((one) => one === wanted) ?? '',
    draft,
    at: numberIn(search.get('at')),
  };
}

/** The workflow that an address means. */
export function workflowIn({ scenario, ticket, workflow, draft }: ReplayAddress, own: Preset): Preset {
  if (workflow === 'draft') return draft ?? own;
  if (workflow === 'own') return own;
  if (workflow !== '') return presets[workflow];
  const played = ticket === null ? scenarios.find(({ code }) => code === scenario) : undefined;
  return played ? presets[played.preset] : own;
}
