import type { DemoCategory } from './types.ts';

/** Topics of tickets: areas with their sub-areas, and the team each goes to. */
export const demoCategories: readonly DemoCategory[] = [
  {
    code: 'accounting',
    name: { it: 'Contabilità', en: 'Accounting' },
    team: 'administration',
    subcategories: [
      {
        code: 'e-invoicing',
        name: { it: 'Fattura elettronica', en: 'Electronic invoicing' },
        team: 'administration',
      },
      { code: 'vat-registers', name: { it: 'Registri IVA', en: 'VAT registers' }, team: 'administration' },
      {
        code: 'vat-settlement',
        name: { it: 'Liquidazione IVA', en: 'VAT settlement' },
        team: 'administration',
      },
      {
        code: 'closing',
        name: { it: 'Chiusure e bilancio', en: 'Closing and balance sheet' },
        team: 'administration',
      },
      {
        code: 'payments',
        name: { it: 'Scadenzario e pagamenti', en: 'Due dates and payments' },
        team: 'administration',
      },
      {
        code: 'withholding',
        name: { it: "Ritenute d'acconto", en: 'Withholding tax' },
        team: 'administration',
      },
    ],
  },
  {
    code: 'payroll',
    name: { it: 'Paghe', en: 'Payroll' },
    team: 'payroll',
    subcategories: [
      { code: 'payslips', name: { it: 'Cedolini', en: 'Payslips' }, team: 'payroll' },
      { code: 'month-end', name: { it: 'Chiusura mese', en: 'Month end' }, team: 'payroll' },
      { code: 'attendance', name: { it: 'Presenze e ferie', en: 'Attendance and leave' }, team: 'payroll' },
      { code: 'certificates', name: { it: 'CU e 770', en: 'CU and 770 returns' }, team: 'payroll' },
      {
        code: 'contributions',
        name: { it: 'F24 e contributi', en: 'F24 and contributions' },
        team: 'payroll',
      },
    ],
  },
  {
    code: 'warehouse',
    name: { it: 'Magazzino', en: 'Warehouse' },
    team: 'administration',
    subcategories: [
      {
        code: 'delivery-notes',
        name: { it: 'DDT e spedizioni', en: 'Delivery notes and shipping' },
        team: 'administration',
      },
      {
        code: 'inventory',
        name: { it: 'Inventario e giacenze', en: 'Inventory and stock' },
        team: 'administration',
      },
      {
        code: 'labels',
        name: { it: 'Etichette e codici a barre', en: 'Labels and bar codes' },
        team: 'systems',
      },
      {
        code: 'terminals',
        name: { it: 'Terminali e lettori', en: 'Terminals and readers' },
        team: 'systems',
      },
    ],
  },
  {
    code: 'sales',
    name: { it: 'Vendite e agenti', en: 'Sales and agents' },
    team: 'administration',
    subcategories: [
      { code: 'orders', name: { it: 'Ordini clienti', en: 'Customer orders' }, team: 'administration' },
      {
        code: 'price-lists',
        name: { it: 'Listini e sconti', en: 'Price lists and discounts' },
        team: 'administration',
      },
      { code: 'commissions', name: { it: 'Provvigioni', en: 'Commissions' }, team: 'administration' },
      { code: 'tablets', name: { it: 'App agenti su tablet', en: "Agents' tablet app" }, team: 'systems' },
    ],
  },
  {
    code: 'systems',
    name: { it: 'Sistemi', en: 'Systems' },
    team: 'systems',
    subcategories: [
      {
        code: 'updates',
        name: { it: 'Aggiornamenti e migrazioni', en: 'Updates and migrations' },
        team: 'systems',
      },
      { code: 'backup', name: { it: 'Backup', en: 'Backup' }, team: 'systems' },
      { code: 'printing', name: { it: 'Stampe e stampanti', en: 'Printing' }, team: 'systems' },
      { code: 'users', name: { it: 'Utenti e password', en: 'Users and passwords' }, team: 'systems' },
      {
        code: 'performance',
        name: { it: 'Prestazioni e server', en: 'Performance and servers' },
        team: 'systems',
      },
    ],
  },
  {
    code: 'services',
    name: { it: 'Contratti e servizi', en: 'Contracts and services' },
    team: 'administration',
    subcategories: [
      { code: 'licences', name: { it: 'Licenze', en: 'Licences' }, team: 'administration' },
      { code: 'training', name: { it: 'Formazione', en: 'Training' }, team: 'administration' },
      { code: 'other', name: { it: 'Altro', en: 'Other' }, team: 'administration' },
    ],
  },
];
