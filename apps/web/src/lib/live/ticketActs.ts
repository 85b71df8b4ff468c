/** Commands that are carried out at once, or not at all. */
export type TicketAct =
  | 'ticket.amend'
  | 'ticket.retract'
  | 'ticket.describe'
  | 'ticket.take'
  | 'ticket.assign'
  | 'ticket.move'
  | 'ticket.prioritise'
  | 'ticket.urgency'
  | 'ticket.refer'
  | 'ticket.expect'
  | 'ticket.link'
  | 'ticket.unlink'
  | 'ticket.split'
  | 'ticket.hold'
  | 'ticket.release';
