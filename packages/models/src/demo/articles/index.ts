import type { DemoArticle } from '../types.ts';
import { accessArticles } from './access.ts';
import { agentsArticles } from './agents.ts';
import { eInvoicingArticles } from './e-invoicing.ts';
import { payrollArticles } from './payroll.ts';
import { printingArticles } from './printing.ts';
import { systemsArticles } from './systems.ts';
import { vatArticles } from './vat.ts';
import { warehouseArticles } from './warehouse.ts';

/** The forty articles of the FAQ, shelf by shelf. */
export const demoArticles: readonly DemoArticle[] = [
  ...eInvoicingArticles,
  ...vatArticles,
  ...payrollArticles,
  ...warehouseArticles,
  ...agentsArticles,
  ...printingArticles,
  ...systemsArticles,
  ...accessArticles,
];
