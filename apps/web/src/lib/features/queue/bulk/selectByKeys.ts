import type { TicketRow } from '@sportello/core';
import type { Selection } from './selection.svelte.ts';

/** The row that a key was pressed on; undefined anywhere else. */
function rowUnder(target: EventTarget | null, rows: readonly TicketRow[]): number {
  const number = target instanceof HTMLElement ? Number(target.dataset['ticket']) : Number.NaN;
  return rows.findIndex(({ ticket }) => ticket.number === number);
}

/**
 * Selects rows of a list by keyboard: S on a row selects it, Shift with an arrow goes on and selects what lies between, Escape
 * selects nothing.
 */
export function selectByKeys(
  selection: Selection,
  rows: () => readonly TicketRow[],
): (node: HTMLElement) => () => void {
  return (node) => {
    const onkeydown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const shown = rows();
      const at = rowUnder(event.target, shown);
      const row = shown[at];
      if (!row) return;
      if (event.key.toLowerCase() === 's') selection.toggle(row);
      else if (event.key === 'Escape' && selection.size > 0) selection.clear();
      else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        const next = shown[at + (event.key === 'ArrowDown' ? 1 : -1)];
        if (!selection.has(row.ticket.id)) selection.toggle(row);
        if (next) {
          selection.extendTo(next, shown);
          node.querySelector<HTMLElement>(`[data-ticket="${next.ticket.number}"]`)?.focus();
        }
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    node.addEventListener('keydown', onkeydown);
    return () => node.removeEventListener('keydown', onkeydown);
  };
}
