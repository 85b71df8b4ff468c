/**
 * Names of one thing in the trade, a line each. They are matched to the letter, so that plurals are named too. A name must
 * not contain a stop word: the engine would match what is left ("e-fattura" is found as "fattura" anyway).
 */
const lines = `
  fattura elettronica, fatture elettroniche, efattura, fe, electronic invoice, electronic invoices
  scarto, rifiuto, rejection
  scarti, rifiuti, rejections
  scartata, rifiutata, respinta, rejected
  scartate, rifiutate, respinte
  scartato, rifiutato, respinto
  sdi, sistema di interscambio, interscambio
  codice destinatario, codice univoco, codice sdi, cod univoco, recipient code
  posta certificata, pec
  nota di credito, note di credito, nota credito, nota di accredito, note di accredito, nc, credit note, credit notes
  autofattura, autofatture, reverse charge, inversione contabile
  fattura differita, fattura riepilogativa, fatture differite, fatture riepilogative, fatturazione differita
  iva, vat, imposta valore aggiunto
  partita iva, p iva, piva, vat number
  codice fiscale, cf, tax code
  liquidazione iva, liquidazioni iva, vat settlement
  f24, modello f24, delega, deleghe
  prima nota, primanota
  riba, ri ba, ricevuta bancaria, ricevute bancarie
  ddt, documento di trasporto, documenti di trasporto, bolla, bolle, bolla di consegna, bolle di consegna, delivery note, delivery notes
  giacenza, esistenza
  giacenze, esistenze, stock
  inventario, inventory, stocktaking
  etichetta, etichette, label, labels
  listino, listini, listino prezzi, price list, price lists
  provvigione, provvigioni, commission, commissions
  cedolino, cedolini, busta paga, buste paga, lul, payslip, payslips
  certificazione unica, cu, certificazioni uniche
  rilevazione presenze, presenze, timbrature
  ferie, leave, holidays
  dipendente, dipendenti, employee, employees
  registratore telematico, rt, registratore di cassa, corrispettivi telematici
  lettore, lettori, pistola, pistole, scanner, reader
  barcode, bar code, codice barre, codici barre
  excel, xls, xlsx, foglio elettronico, spreadsheet
  stampante, stampanti, printer, printers
  programma, gestionale, software, program
  lento, lenta, rallentato, slow
  copia di sicurezza, copie di sicurezza, backup, salvataggio, salvataggi
  ripristino, restore
  aggiornamento, aggiornamenti, update, updates, upgrade
  licenza, licenze, license, licenses, licence, licences
  assistenza remota, teleassistenza, collegamento remoto, controllo remoto, teamviewer, anydesk, remote support
  password, pwd, parola chiave
`;

const groups: readonly (readonly string[])[] = lines
  .trim()
  .split('\n')
  .map((line) => line.split(',').map((name) => name.trim()));

/** Synonyms as the engine wants them: each name with all the others of its group. */
export const synonyms: Readonly<Record<string, string[]>> = Object.fromEntries(
  groups.flatMap((group) => group.map((name) => [name, group.filter((other) => other !== name)])),
);
