import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ESTree, type Plugin, parseSync } from 'vite';

/** Called with what one message is in every language; no function of that name is ever there: builds replace its calls. */
const CHOICE = '__sportello_in_language__';

/** Where kit puts files named by their content; those of the other languages stand in folders of their own in it. */
const FOLDER = '_app/immutable/';

interface Call {
  readonly start: number;
  readonly end: number;
  /** Where the text of each language stands. */
  readonly choices: readonly { readonly start: number; readonly end: number }[];
  /** Whether what is put there needs brackets: `(() => 'Close')()`. */
  readonly isOperand: boolean;
}

type Node = ESTree.Node;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

function choicesIn(code: string): Call[] {
  const calls: Call[] = [];
  const look = (node: Node, parent: Node | null): void => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === CHOICE)
      calls.push({
        start: node.start,
        end: node.end,
        choices: node.arguments,
        isOperand: parent?.type !== 'VariableDeclarator' && parent?.type !== 'Property',
      });
    else for (const child of childrenOf(node)) look(child, node);
  };
  look(parseSync('chunk.js', code).program, null);
  return calls;
}

/** A chunk with the messages of one language. */
function inLanguage(code: string, calls: readonly Call[], index: number): string {
  let result = '';
  let copied = 0;
  for (const { start, end, choices, isOperand } of calls) {
    const chosen = choices[index];
    if (!chosen) throw new Error(`A message has no text in language ${index}.`);
    const text = code.slice(chosen.start, chosen.end);
    result += code.slice(copied, start) + (isOperand ? `(${text})` : text);
    copied = end;
  }
  return result + code.slice(copied);
}

/** What paraglide compiled for one message, as a choice between the languages made when the pages are built. */
function messageModule(code: string, name: string, locales: readonly string[]): string {
  const texts = new Map<string, string>();
  for (const statement of parseSync('message.js', code).program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations)
      if (id.type === 'Identifier' && init) texts.set(id.name, code.slice(init.start, init.end));
  }
  const choices = locales.map((locale) => {
    const text = texts.get(`${locale}_${name}`);
    if (text === undefined) throw new Error(`The message ${name} is not compiled as expected in ${locale}.`);
    return text;
  });
  return `import * as registry from '../registry.js';
export const ${name} = /*#__PURE__*/ ${CHOICE}(${choices.join(', ')});`;
}

/** The runtime of the messages, as far as pages use it in the browser: their files know the language. */
function runtimeModule(locales: readonly string[]): string {
  return `export const locales = ${JSON.stringify(locales)};
const locale = /*#__PURE__*/ ${CHOICE}(${locales.map((locale) => JSON.stringify(locale)).join(', ')});
export let getLocale = () => locale;
export const overwriteGetLocale = (get) => { getLocale = get; };
export const assertIsLocale = (locale) => locale;`;
}

/**
 * Gives a browser the messages of one language: every file of the pages is written once a language, the first one's where
 * kit expects it, the others' in a folder named like the language, under the same name. `$lib/server/pageFiles` sends
 * a reader there. In development the pages carry all languages.
 * @param locales the languages, first the one that is in kit's own files
 */
export function oneLanguage(locales: readonly string[]): Plugin {
  return {
    name: 'sportello:one-language',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    transform(code, id) {
      if (id.endsWith('/paraglide/runtime.js')) return { code: runtimeModule(locales), map: null };
      const name = /\/paraglide\/messages\/(?!_index\.)(\w+)\.js$/.exec(id)?.[1];
      return name === undefined ? null : { code: messageModule(code, name, locales), map: null };
    },
    writeBundle: {
      sequential: true,
      async handler({ dir = '' }, bundle) {
        for (const file of Object.values(bundle)) {
          if (!file.fileName.startsWith(FOLDER)) continue;
          const calls = file.type === 'chunk' ? choicesIn(file.code) : [];
          for (const [index, locale] of locales.entries()) {
            const folder = index === 0 ? FOLDER : `${FOLDER}${locale}/`;
            const path = join(dir, folder, file.fileName.slice(FOLDER.length));
            await mkdir(dirname(path), { recursive: true });
            await writeFile(path, file.type === 'chunk' ? inLanguage(file.code, calls, index) : file.source);
          }
        }
      },
    },
  };
}
