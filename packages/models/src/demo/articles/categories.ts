import type { DemoArticleCategory } from '../types.ts';

/** The eight shelves of the FAQ, in the order in which they are shown. */
export const demoArticleCategories: readonly DemoArticleCategory[] = [
  {
    code: 'e-invoicing',
    name: { it: 'Fattura elettronica', en: 'Electronic invoicing' },
    description: {
      it: 'Invio, scarti, note di credito, conservazione',
      en: 'Sending, rejections, credit notes, archiving',
    },
    icon: 'receipt-text',
  },
  {
    code: 'vat',
    name: { it: 'IVA e contabilità', en: 'VAT and accounting' },
    description: {
      it: 'Registri, liquidazione, chiusure, scadenzario',
      en: 'Registers, settlement, closing, due dates',
    },
    icon: 'calculator',
  },
  {
    code: 'payroll',
    name: { it: 'Paghe e cedolini', en: 'Payroll' },
    description: {
      it: 'Cedolini, ferie, chiusura mese, CU e F24',
      en: 'Payslips, leave, month end, certificates and F24',
    },
    icon: 'wallet',
  },
  {
    code: 'warehouse',
    name: { it: 'Magazzino e DDT', en: 'Warehouse and delivery notes' },
    description: {
      it: 'Giacenze, inventario, lotti, documenti di trasporto',
      en: 'Stock, inventory, batches, transport documents',
    },
    icon: 'package',
  },
  {
    code: 'agents',
    name: { it: 'Vendite e agenti', en: 'Sales and agents' },
    description: {
      it: 'App su tablet, ordini, listini, provvigioni',
      en: 'Tablet app, orders, price lists, commissions',
    },
    icon: 'tablet',
  },
  {
    code: 'printing',
    name: { it: 'Stampe e documenti', en: 'Printing and documents' },
    description: {
      it: 'Stampanti, etichette, modelli, PDF ed Excel',
      en: 'Printers, labels, layouts, PDF and Excel',
    },
    icon: 'printer',
  },
  {
    code: 'systems',
    name: { it: 'Sistemi e backup', en: 'Systems and backup' },
    description: {
      it: 'Aggiornamenti, salvataggi, prestazioni, collegamenti',
      en: 'Updates, backup, performance, connections',
    },
    icon: 'server',
  },
  {
    code: 'access',
    name: { it: 'Accessi e assistenza', en: 'Access and support' },
    description: {
      it: 'Password, utenti, permessi e come scrivere un buon ticket',
      en: 'Passwords, users, permissions and how to write a good ticket',
    },
    icon: 'key-round',
  },
];
