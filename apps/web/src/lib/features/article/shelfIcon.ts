import BookOpen from 'lucide-svelte/icons/book-open';
import Calculator from 'lucide-svelte/icons/calculator';
import KeyRound from 'lucide-svelte/icons/key-round';
import Package from 'lucide-svelte/icons/package';
import Printer from 'lucide-svelte/icons/printer';
import ReceiptText from 'lucide-svelte/icons/receipt-text';
import Server from 'lucide-svelte/icons/server';
import Tablet from 'lucide-svelte/icons/tablet';
import Wallet from 'lucide-svelte/icons/wallet';
import type { IconComponent } from '$lib/ui/icon';

const icons: Readonly<Record<string, IconComponent>> = {
  calculator: Calculator,
  'key-round': KeyRound,
  package: Package,
  printer: Printer,
  'receipt-text': ReceiptText,
  server: Server,
  tablet: Tablet,
  wallet: Wallet,
};

/** The icon an installation chose for a category; a book for a name that is not among them. */
export function shelfIcon(name: string): IconComponent {
  return (Object.hasOwn(icons, name) ? icons[name] : undefined) ?? BookOpen;
}
