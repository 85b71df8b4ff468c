import { mount } from 'svelte';

/** A passing sentence at the edge of the page; anything that must be answered is a Banner or a Dialog instead. */
export interface ToastOptions {
  tone?: 'info' | 'success' | 'error';
  /** One act, e.g. undo. */
  action?: { label: string; run: () => void };
  /** Milliseconds on screen; errors stay until closed. */
  duration?: number;
}

/** The stack of toasts, fetched and mounted with the first one: most visits never see any. Browser only. */
let stack: Promise<typeof import('svelte-sonner').toast> | undefined;

async function mountStack() {
  const [{ default: ToastStack }, { toast }] = await Promise.all([
    import('./ToastStack.svelte'),
    import('svelte-sonner'),
  ]);
  mount(ToastStack, { target: document.body });
  return toast;
}

/** Shows a sentence for a moment. Call it in the browser only. */
export async function showToast(
  text: string,
  { tone = 'info', action, duration }: ToastOptions = {},
): Promise<void> {
  stack ??= mountStack();
  const toast = await stack;
  toast[tone](text, {
    duration: duration ?? (tone === 'error' ? Number.POSITIVE_INFINITY : 5000),
    ...(action ? { action: { label: action.label, onClick: action.run } } : {}),
  });
}
