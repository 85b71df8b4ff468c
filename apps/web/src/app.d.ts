import type { Context, Installation } from '@sportello/domain';
import type { SavedViewLine } from '$lib/features/queue/savedViewLine';
import type { Person, Preferences, Provider } from '$lib/frame/types';
import type { WorkspaceData } from '$lib/live/workspaceData';
import type { Crumb } from '$lib/ui/layout/crumb';

declare global {
  namespace App {
    interface Error {
      /** What the reader is told when the page has no better sentence: a reference, never a cause. */
      message: string;
      /** Names this failure in the server's log. */
      correlationId?: string;
    }

    interface Locals {
      correlationId: string;
      preferences: Preferences;
      provider: Provider;
      installation: Installation;
      /** Who is signed in; null for anybody else. */
      context: Context | null;
      /** Of the answer, where a page says no and is shown all the same. */
      status?: number;
    }

    interface Platform {
      /** The request as the server that these pages are mounted in knows it. */
      readonly req: { readonly ip?: string };
    }

    interface PageData {
      /** From the widest to this page; shown from two on. */
      breadcrumbs?: Crumb[];
      /** `fill`: the page takes exactly the window and scrolls inside; `flow` (default): the window scrolls. */
      layout?: 'flow' | 'fill';
      /** The page has a search field of its own: the top bar shows none. */
      ownSearch?: boolean;
      /** Who is signed in, as the frame shows it; null for a visitor. */
      person?: Person | null;
      /** What the live workspace began with; null for a visitor. */
      workspace?: WorkspaceData | null;
      /** A part of the address of a list means nothing (any more) and was left out. */
      isCut?: boolean;
      /** The saved views of the person and their teams. */
      saved?: readonly SavedViewLine[];
    }
  }
}
