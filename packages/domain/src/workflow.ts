import { adjusted, type Preset, presets } from '@sportello/core';
import { defaultService, type Service } from '@sportello/core/time';
import type { SettingsRecord } from '@sportello/models';

/** The rules a ticket lives by: who may move it where, and what is promised. */
export interface Workflow {
  readonly preset: Preset;
  readonly service: Service;
}

const known = new WeakMap<object, Workflow>();

/** The workflow that the settings mean. */
export function workflowOf(settings: Pick<SettingsRecord, 'preset' | 'workflow' | 'service'>): Workflow {
  const found = known.get(settings);
  if (found) return found;
  const base = presets[settings.preset];
  const workflow: Workflow = {
    preset: settings.workflow ? adjusted(base, settings.workflow) : base,
    service: settings.service ?? defaultService,
  };
  known.set(settings, workflow);
  return workflow;
}
