import type { Attaching } from './attaching.svelte';

const followed = new WeakSet<HTMLElement>();

/**
 * Takes files that are dropped on an element; fetched with the first that are dragged over it.
 * @param current what takes them at that moment: an element may serve several
 */
export function awaitDrop(element: HTMLElement, current: () => Attaching): void {
  if (followed.has(element)) return;
  followed.add(element);
  const over = (isOver: boolean): void => void element.toggleAttribute('data-dropping', isOver);
  element.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    over(true);
  });
  element.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) over(false);
  });
  element.addEventListener('drop', (event) => {
    over(false);
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void current().add(event.dataTransfer.files);
  });
}
