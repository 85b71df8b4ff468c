import type { Scenario } from '../scenario.ts';
import { acutScenarios } from './acut.ts';
import { esseciScenarios } from './esseci.ts';
import { fullScenarios } from './full.ts';
import { ntsScenarios } from './nts.ts';
import { settlingScenarios } from './settling.ts';
import { terasoftScenarios } from './terasoft.ts';
import { tustenaScenarios } from './tustena.ts';

/** The rules of every portal as lives of tickets, with what they must come to; a test plays them all. */
export const scenarios: readonly Scenario[] = [
  ...fullScenarios,
  ...acutScenarios,
  ...ntsScenarios,
  ...terasoftScenarios,
  ...esseciScenarios,
  ...tustenaScenarios,
  ...settlingScenarios,
];
