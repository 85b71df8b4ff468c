function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** `/` outside of a field, and Ctrl+K or ⌘K anywhere. */
function isSearchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return !event.shiftKey && event.key.toLowerCase() === 'k';
  return event.key === '/' && !isEditable(event.target);
}

/** Attached to a search field: the keys of searching bring the focus there, as long as it can be seen. */
export function searchKeys(input: HTMLInputElement): () => void {
  const focus = (event: KeyboardEvent): void => {
    if (!isSearchKey(event) || !input.checkVisibility() || document.querySelector('dialog:modal')) return;
    event.preventDefault();
    input.focus();
    input.select();
  };
  window.addEventListener('keydown', focus);
  return () => window.removeEventListener('keydown', focus);
}
