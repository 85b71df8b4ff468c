import { accessPage } from './access.ts';
import { protocolPage } from './protocol.ts';
import { workflowPage } from './workflow.ts';

/** The pages of `docs/generated`, by file name. */
export const generatedPages: Readonly<Record<string, () => string>> = {
  'access.md': accessPage,
  'protocol.md': protocolPage,
  'workflow.md': workflowPage,
};
