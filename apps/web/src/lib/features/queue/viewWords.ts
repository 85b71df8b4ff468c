import type { Side, ViewName } from '@sportello/core';
import * as m from '../../paraglide/messages.js';

interface Words {
  readonly customer: () => string;
  /** Only where support says it differently. */
  readonly staff?: () => string;
}

const names: Readonly<Record<ViewName, Words>> = {
  open: { customer: m.view_open, staff: m.view_open_staff },
  mine: { customer: m.view_mine, staff: m.view_mine_staff },
  unassigned: { customer: m.view_unassigned },
  team: { customer: m.view_team },
  overdue: { customer: m.due_row_breached },
  waiting: { customer: m.view_waiting },
  callback: { customer: m.callback_chip },
  authorize: { customer: m.view_authorize },
  closed: { customer: m.view_closed },
  all: { customer: m.view_all },
  archived: { customer: m.view_archived },
};

/** What a view is called by who looks. */
export function viewName(view: ViewName, side: Side): string {
  const { customer, staff = customer } = names[view];
  return side === 'staff' ? staff() : customer();
}
