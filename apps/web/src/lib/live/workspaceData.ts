import type { InboxAnswer, ListAnswer, Preset, Principal } from '@sportello/core';

/** What the workspace begins with: rendered by the server, so that the page is complete before any script. */
export interface WorkspaceData {
  readonly me: Principal;
  readonly myName: string;
  /** The workflow in force; the pages load again when it changes. */
  readonly preset: Preset;
  readonly inbox: InboxAnswer;
  /** Counters of the views, where the menu shows them. */
  readonly counts?: ListAnswer['counts'];
  /** Origin of the installation as the browser sees it. */
  readonly origin: string;
}
