import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

/** The font that goes along with a PDF where the fonts of every reader lack a letter: the one of the pages. */
export interface PdfFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
  /** Whether it has a sign. */
  readonly knows: (codePoint: number) => boolean;
}

const require = createRequire(import.meta.url);

async function readFonts(): Promise<PdfFonts> {
  const [regular, bold] = await Promise.all([
    readFile(require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf')),
    readFile(require.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf')),
  ]);
  const font = create(regular);
  const signs = new Set('characterSet' in font ? font.characterSet : []);
  return { regular, bold, knows: (codePoint) => signs.has(codePoint) };
}

let fonts: Promise<PdfFonts> | null = null;

/** Read once, when the first PDF is made. */
export function pdfFonts(): Promise<PdfFonts> {
  fonts ??= readFonts();
  return fonts;
}
