import { getLocale } from '$lib/paraglide/runtime';

const italian = {
  title: 'Scarto sulla fattura elettronica F/1025',
  send: 'Invia',
  cancel: 'Annulla',
  close: 'Chiudi il ticket',
  remove: 'Elimina',
  next: 'Prossimo',
  attach: 'Allega',
  sending: 'Invio in corso',
  more: 'Altre azioni',
  copy: 'Copia il collegamento',
  assign: 'Assegna a un collega',
  archive: 'Archivia',
  mine: 'Miei',
  unassigned: 'Da assegnare',
  late: 'In ritardo',
  all: 'Tutti',
  taken: 'Preso in carico',
  lateBy: 'In ritardo di 12 min',
  yellow: 'Urgenza gialla',
  waiting: 'Attesa cliente',
  planned: 'Pianificato',
  white: 'Urgenza bianca',
  unread: '4 da leggere',
  toRead: 'Da leggere',
  notRead: 'Non ancora letto dal cliente',
  writing: 'sta scrivendo',
  fieldTitle: 'Titolo',
  titleHint: 'Una frase che dice il problema, per esempio «Scarto 00404 su F/1025».',
  description: 'Descrizione',
  area: 'Area',
  chooseArea: 'Scegli un’area',
  areas: ['Contabilità', 'Fattura elettronica', 'Paghe', 'Magazzino'],
  phone: 'Telefono',
  closeOnSend: 'Chiudi il ticket all’invio',
  closeHint: 'Il cliente riceve il messaggio e il ticket passa a «Risolto».',
  priority: 'Priorità',
  priorities: ['Bassa', 'Normale', 'Alta'],
  search: 'Cerca nelle FAQ e nei ticket',
  emptyTitle: 'Nessun ticket da assegnare',
  emptyText: 'I nuovi arrivi compaiono qui da soli.',
  emptyAction: 'Apri un ticket',
  info: 'L’assistenza risponde nei giorni feriali dalle 8:30 alle 17:40.',
  warning:
    'Anna sta rispondendo da 20 secondi. Il tuo testo resta nota interna finché non scegli «Rispondi comunque».',
  error: 'E-mail o password non corrette.',
  retry: 'Riprova',
  upload: 'riepilogo-iva-ottobre.pdf',
  uploaded: '3,2 di 8 MB',
  preparing: 'Preparazione dell’anteprima',
  toast: 'Ticket 1042 assegnato a te.',
  toastError: 'Non è stato possibile salvare.',
  undo: 'Annulla',
  announce: 'Annuncia 3 messaggi',
  announced: (count: number) => `${count} nuovi messaggi da Luca Moretti.`,
  dialogTitle: 'Chiudere il ticket?',
  dialogText: 'Il cliente può riaprirlo entro 15 giorni.',
  dialogField: 'Messaggio al cliente',
  drawerTitle: 'Dettagli del ticket',
  open: 'Apri la finestra',
  openDrawer: 'Apri il pannello',
  filters: 'Filtri',
  shown: '50 di 1.240 ticket',
  loadMore: 'Mostra altri',
  cardTitle: 'Azienda',
  cardText: 'Rossi Impianti S.r.l. · contratto Oro fino al 31/12',
  newMessages: 'Nuovi messaggi',
  crumbs: ['Inizio', 'Ticket'],
  markdown: `Buongiorno Giulia, il motivo è nella scheda **Notifiche SdI** della fattura:

1. apri la \`console fattura elettronica\`
2. doppio clic sulla riga rossa

> ricevo uno scarto sulla F/1025

La procedura è in [Fattura scartata: cosa fare](/faq/fattura-scartata); il tracciato è su https://www.fatturapa.gov.it.

| Codice | Significato | Giorni |
| --- | --- | ---: |
| 00404 | Fattura duplicata | 5 |
| 00301 | Partita IVA non valida | 5 |

\`\`\`
errore pa310: registro non chiuso
\`\`\``,
};

const english: typeof italian = {
  title: 'E-invoice F/1025 rejected',
  send: 'Send',
  cancel: 'Cancel',
  close: 'Close the ticket',
  remove: 'Delete',
  next: 'Next',
  attach: 'Attach',
  sending: 'Sending',
  more: 'More actions',
  copy: 'Copy the link',
  assign: 'Assign to a colleague',
  archive: 'Archive',
  mine: 'Mine',
  unassigned: 'Unassigned',
  late: 'Overdue',
  all: 'All',
  taken: 'Accepted',
  lateBy: '12 min overdue',
  yellow: 'Yellow urgency',
  waiting: 'Waiting for customer',
  planned: 'Planned',
  white: 'White urgency',
  unread: '4 to read',
  toRead: 'To read',
  notRead: 'Not yet read by the customer',
  writing: 'is writing',
  fieldTitle: 'Title',
  titleHint: 'One sentence that says the problem, such as “Rejection 00404 on F/1025”.',
  description: 'Description',
  area: 'Category',
  chooseArea: 'Choose a category',
  areas: ['Accounting', 'E-invoicing', 'Payroll', 'Warehouse'],
  phone: 'Phone',
  closeOnSend: 'Close the ticket on sending',
  closeHint: 'The customer gets the message and the ticket becomes “Resolved”.',
  priority: 'Priority',
  priorities: ['Low', 'Normal', 'High'],
  search: 'Search the FAQ and tickets',
  emptyTitle: 'No ticket to assign',
  emptyText: 'New ones appear here by themselves.',
  emptyAction: 'Open a ticket',
  info: 'Support answers on working days from 8:30 to 17:40.',
  warning:
    'Anna has been answering for 20 seconds. Your text stays an internal note until you choose “Answer anyway”.',
  error: 'E-mail or password are not right.',
  retry: 'Try again',
  upload: 'vat-summary-october.pdf',
  uploaded: '3.2 of 8 MB',
  preparing: 'Preparing the preview',
  toast: 'Ticket 1042 is yours.',
  toastError: 'It could not be saved.',
  undo: 'Undo',
  announce: 'Announce 3 messages',
  announced: (count: number) => `${count} new messages from Luca Moretti.`,
  dialogTitle: 'Close the ticket?',
  dialogText: 'The customer can reopen it within 15 days.',
  dialogField: 'Message to the customer',
  drawerTitle: 'Ticket details',
  open: 'Open the dialog',
  openDrawer: 'Open the drawer',
  filters: 'Filters',
  shown: '50 of 1,240 tickets',
  loadMore: 'Show more',
  cardTitle: 'Company',
  cardText: 'Rossi Impianti S.r.l. · Gold contract until 31/12',
  newMessages: 'New messages',
  crumbs: ['Home', 'Tickets'],
  markdown: `Hello Giulia, the reason is in the tab **SdI notices** of the invoice:

1. open the \`e-invoice console\`
2. double-click the red line

> I get a rejection on F/1025

The procedure is in [Rejected invoice: what to do](/faq/rejected-invoice); the format is on https://www.fatturapa.gov.it.

| Code | Meaning | Days |
| --- | --- | ---: |
| 00404 | Duplicate invoice | 5 |
| 00301 | VAT number not valid | 5 |

\`\`\`
error pa310: register not closed
\`\`\``,
};

/** Words to fill the components with, in the page's language. */
export function samples(): typeof italian {
  return getLocale() === 'it' ? italian : english;
}
