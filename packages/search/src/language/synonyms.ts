/**
 * Names of one thing in the trade. They are matched to the letter, so that plurals are named too. A name must not contain
 * a stop word: the engine would match what is left ("e-fattura" is found as "fattura" anyway).
 */
const groups: readonly (readonly string[])[] = [
  [
    'fattura elettronica',
    'fatture elettroniche',
    'efattura',
    'fe',
    'electronic invoice',
    'electronic invoices',
  ],
  [
    'ddt',
    'documento di trasporto',
    'documenti di trasporto',
    'bolla',
    'bolle',
    'bolla di consegna',
    'delivery note',
  ],
  ['cedolino', 'cedolini', 'busta paga', 'buste paga', 'lul', 'payslip', 'payslips'],
  ['iva', 'vat', 'imposta valore aggiunto'],
  ['partita iva', 'p iva', 'piva', 'vat number'],
  ['sdi', 'sistema di interscambio', 'interscambio'],
  ['nota di credito', 'note di credito', 'nota credito', 'credit note'],
  ['certificazione unica', 'cu', 'certificazioni uniche'],
  ['posta certificata', 'pec'],
  ['codice fiscale', 'cf', 'tax code'],
  ['registratore telematico', 'rt', 'registratore di cassa', 'corrispettivi telematici'],
  ['copia di sicurezza', 'backup', 'salvataggio'],
  ['prima nota', 'primanota'],
  ['rilevazione presenze', 'presenze', 'timbrature'],
];

/** Synonyms as the engine wants them: each name with all the others of its group. */
export const synonyms: Readonly<Record<string, string[]>> = Object.fromEntries(
  groups.flatMap((group) => group.map((name) => [name, group.filter((other) => other !== name)])),
);
