import type { Element } from 'hast';
import type { Link, Nodes, Parents, PhrasingContent, Root, Table } from 'mdast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype, { defaultHandlers } from 'remark-rehype';
import { type Plugin, unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { markdownCost } from './markdown/cost.ts';
import { hidesHost, linkTarget } from './markdown/links.ts';
import { type MarkdownOptions, plainHtml } from './markdown/plainHtml.ts';
import { isPlainText, plainTextToHtml } from './markdown/plainText.ts';

/** The only elements and attributes that leave here; no class but ours, no id, no style, no image. */
const schema: Schema = {
  tagNames: [
    ...['p', 'br', 'strong', 'em', 'del', 'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'hr'],
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href', 'title', ['target', '_blank'], ['rel', 'noopener', 'noreferrer', 'nofollow']],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
    div: [
      ['className', 'table'],
      ['tabIndex', 0],
    ],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
  ancestors: { thead: ['table'], tbody: ['table'], tr: ['table'], th: ['table'], td: ['table'] },
  strip: ['script', 'style'],
  clobber: [],
};

const blocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** Nodes that are shown as they were written: HTML, footnotes, pictures from elsewhere, names that lead nowhere. */
function asText(value: string, parent: Parents): Nodes {
  const text = { type: 'text', value } as const;
  return blocks.has(parent.type) ? { type: 'paragraph', children: [text] } : text;
}

/** The words of a node, whatever stands between them. */
function wordsOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

function dressLink(node: Link, href: string, host: string | undefined): void {
  node.url = href;
  if (host === undefined) return;
  const words = wordsOf(node);
  node.data = { hProperties: { target: '_blank', rel: ['noopener', 'noreferrer', 'nofollow'] } };
  if (!words.includes(host)) node.title = host;
  if (hidesHost(words, host)) node.children.push({ type: 'text', value: ` (${host})` });
}

/**
 * Turns the parsed text into what may be shown: safe links, headings below the page's own, and everything else that
 * Markdown would hide or fetch as the characters that were typed.
 */
const asWritten: Plugin<[number], Root> = (topHeading) => (tree, file) => {
  const source = String(file);
  const typed = (node: Nodes) =>
    source.slice(node.position?.start.offset, node.position?.end.offset) || wordsOf(node);
  const addresses = new Map<string, string>();
  const used = new Set<string>();
  visit(
    tree,
    'definition',
    (node) => void (addresses.has(node.identifier) || addresses.set(node.identifier, node.url)),
  );
  visit(
    tree,
    ['linkReference', 'imageReference'],
    (node) => void ('identifier' in node && used.add(node.identifier)),
  );

  const asLink = (node: Nodes): Link | undefined => {
    if (node.type === 'link') return node;
    if (node.type === 'image')
      return { type: 'link', url: node.url, children: [{ type: 'text', value: node.alt || node.url }] };
    const address = 'identifier' in node ? addresses.get(node.identifier) : undefined;
    if (address === undefined) return undefined;
    const children: PhrasingContent[] =
      node.type === 'linkReference'
        ? node.children
        : [{ type: 'text', value: ('alt' in node && node.alt) || address }];
    return { type: 'link', url: address, children };
  };

  const rewrite = (node: Nodes, parent: Parents): Nodes | undefined => {
    switch (node.type) {
      case 'html':
      case 'footnoteReference':
      case 'footnoteDefinition':
        return asText(typed(node), parent);
      case 'definition':
        return used.has(node.identifier) ? undefined : asText(typed(node), parent);
      case 'image':
      case 'imageReference':
      case 'linkReference':
      case 'link': {
        const link = asLink(node);
        const target = link && linkTarget(link.url);
        if (!link || !target) return asText(typed(node), parent);
        dressLink(link, target.href, target.host);
        return link;
      }
      default:
        return undefined;
    }
  };

  visit(tree, (node, index, parent) => {
    if (node.type === 'heading') node.depth = Math.min(6, node.depth + topHeading - 1) as typeof node.depth;
    if (node.type === 'listItem' && typeof node.checked === 'boolean') {
      const first = node.children[0];
      if (first?.type === 'paragraph')
        first.children.unshift({ type: 'text', value: node.checked ? '☑ ' : '☐ ' });
      node.checked = null;
    }
    if (!parent || index === undefined) return undefined;
    const replacement = rewrite(node, parent);
    if (!replacement || replacement === node) return undefined;
    parent.children[index] = replacement as never;
    return [SKIP, index + 1];
  });
};

type HandlerState = Parameters<typeof defaultHandlers.table>[0];

/** A table scrolls by itself when it is wider than its place, with the keyboard too. */
const tableInBox = (state: HandlerState, node: Table): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: ['table'], tabIndex: 0 },
  children: [defaultHandlers.table(state, node)],
});

const pipelineFor = (topHeading: number) =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkBreaks)
    .use(asWritten, topHeading)
    .use(remarkRehype, { handlers: { table: tableInBox } })
    .use(rehypeSanitize, schema)
    .use(rehypeStringify)
    .freeze();

/** One per level of headings, made when first needed. */
const pipelines = new Map<number, ReturnType<typeof pipelineFor>>();

function pipeline(topHeading: number): ReturnType<typeof pipelineFor> {
  const made = pipelines.get(topHeading) ?? pipelineFor(topHeading);
  pipelines.set(topHeading, made);
  return made;
}

/** What a message may cost, in milliseconds. */
const messageBudgetMs = 60;

/**
 * Markdown as safe HTML, the same on the server and in the browser. Links lead only to http, https, mailto and paths of
 * the portal; HTML is shown as text; pictures become links. A text that would take longer than the budget, or that the
 * parser cannot take, comes back as it was typed. Never throws.
 */
export function renderMarkdown(source: string, options: MarkdownOptions): string {
  if (isPlainText(source)) return plainTextToHtml(source);
  if (markdownCost(source) > (options.budgetMs ?? messageBudgetMs) * 1000) return plainHtml(source);
  try {
    return String(pipeline(options.topHeading).processSync(source));
  } catch {
    return plainHtml(source);
  }
}
