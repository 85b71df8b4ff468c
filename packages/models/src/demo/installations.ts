import type { CompanyId } from './types.ts';

/** A product installed at a company of the cast. */
export interface DemoInstallation {
  readonly company: CompanyId;
  readonly product: string;
  readonly version: string;
  readonly modules: readonly string[];
  /** Days from the moment of loading to the end of the contract. */
  readonly contractEndsInDays: number | null;
}

/** What is installed at the companies of the cast: several products at one, a single one at another. */
export const demoInstallations: readonly DemoInstallation[] = [
  {
    company: 'rossi',
    product: 'Business 2026',
    version: '26.3.1',
    modules: ['Contabilità', 'Fattura elettronica', 'Magazzino', 'Agenti'],
    contractEndsInDays: 214,
  },
  {
    company: 'rossi',
    product: 'Business Paghe',
    version: '26.2.0',
    modules: ['Cedolini', 'Certificazione unica'],
    contractEndsInDays: 61,
  },
  {
    company: 'bianchi',
    product: 'Business 2026',
    version: '26.2.4',
    modules: ['Contabilità', 'Fattura elettronica', 'Distinta base', 'Produzione'],
    contractEndsInDays: 320,
  },
  {
    company: 'verdi',
    product: 'Business 2026',
    version: '25.4.7',
    modules: ['Contabilità', 'Magazzino', 'Spedizioni'],
    contractEndsInDays: -64,
  },
];
