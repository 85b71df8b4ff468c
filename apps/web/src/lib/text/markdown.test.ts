import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainText } from './markdown/plainText.ts';
import { renderMarkdown } from './markdown.ts';

const render = (source: string) => renderMarkdown(source, { topHeading: 4 });
const isAsTyped = (html: string) => html.startsWith('<p class="plain">');

/** Every tag and attribute in a piece of HTML, as the browser would see them. */
function tagsOf(html: string): { name: string; attributes: string }[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/giu)].map(
    ([, name = '', attributes = '']) => ({
      name,
      attributes,
    }),
  );
}

const allowedTags = new Set(
  'p br strong em del a ul ol li blockquote code pre hr h2 h3 h4 h5 h6 div table thead tbody tr th td'.split(
    ' ',
  ),
);
const allowedAttributes = new Set(['href', 'title', 'target', 'rel', 'start', 'align', 'class', 'tabindex']);

function expectSafe(html: string): void {
  for (const { name, attributes } of tagsOf(html)) {
    expect(allowedTags, `<${name}> in ${html}`).toContain(name);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s=]+)="([^"]*)"/gu)) {
      expect(allowedAttributes, `${attribute} in ${html}`).toContain(attribute);
      if (attribute === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|\/(?![/\\]))/iu);
    }
  }
  // What is left once the allowed tags are gone holds no opening bracket at all.
  expect(html.replace(/<\/?[a-z][a-z0-9]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>/giu, '')).not.toContain('<');
}

const attacks = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x]( javascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](blob:https://a.it/x)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '[x]: javascript:alert(1)\n\n[x] [x][] [y][x]',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/track.png)',
  '![x]: https://evil.example/y.png\n\n![x]',
  '[![x](javascript:alert(1))](javascript:alert(2))',
  '[a [b](javascript:1) c](javascript:2)',
  '[x](https://a.it "onmouseover=alert(1)")',
  '[x](https://a.it "\\" onmouseover=\\"alert(1)")',
  '[x](https://a.it/"onmouseover="alert(1))',
  "[x](https://a.it/'><script>alert(1)</script>)",
  '`<script>alert(1)</script>`',
  '```"><script>alert(1)</script>\nx\n```',
  '```js" onmouseover="alert(1)\nx\n```',
  '<script>alert(1)</script>',
  'a <b onmouseover=alert(1)>b</b>',
  '<details ontoggle=alert(1) open>x</details>',
  '<img src=x onerror=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg><animate attributeName=href values=javascript:alert(1)></svg>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<form action=https://evil.example><input name=password>',
  '<base href=//evil.example>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<style>*{position:fixed}</style>',
  '| <img src=x onerror=alert(1)> |\n| --- |\n| [x](javascript:1) |',
  'x[^1]\n\n[^1]: <script>alert(1)</script> [y](javascript:1)',
  '- [x] <script>alert(1)</script>',
  '# <script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '[x](/\\evil.example)',
  '[x](//evil.example)',
  '[x](https:evil.example)',
  'https://a.it/<script>alert(1)</script>',
  'www.a.it/"onmouseover="alert(1)',
  'a@b.it?subject=<script>',
  '{@html "<script>alert(1)</script>"}',
  '\u2028</script><script>alert(1)</script>',
];

describe('safety', () => {
  it.each(attacks)('%j comes out harmless (XSS-02, XSS-03)', (source) => {
    expectSafe(render(source));
  });

  it('holds for anything that can be typed (XSS-02)', () => {
    const pieces = fc.constantFrom(
      ...[
        '[',
        ']',
        '(',
        ')',
        '!',
        '<',
        '>',
        '"',
        "'",
        '`',
        '*',
        '_',
        '~',
        '|',
        '#',
        '-',
        '\n',
        ' ',
        ':',
        '/',
        '&',
        ';',
        '\\',
        '^',
      ],
      ...[
        'javascript:',
        'https://a.it',
        'onerror=',
        '<script>',
        '</',
        '<!--',
        '&#x3C;',
        'www.',
        '@',
        '1.',
        '> ',
        '    ',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expectSafe(render(parts.join('')));
      }),
      { numRuns: 500 },
    );
  });

  it('shows HTML as the text that was typed', () => {
    expect(render('usa <b>questo</b>')).toBe('<p>usa &#x3C;b>questo&#x3C;/b></p>');
    expect(render('<details open>')).toBe('<p>&#x3C;details open></p>');
  });

  it('fetches nothing: a picture from elsewhere is a link', () => {
    const html = render('![logo](https://evil.example/x.png)');
    expect(html).toContain('<a href="https://evil.example/x.png"');
    expect(html).not.toContain('<img');
  });
});

describe('links', () => {
  it('outside open apart and give nothing away (WEB-09)', () => {
    expect(render('vedi https://www.example.com/a?b=1')).toBe(
      '<p>vedi <a href="https://www.example.com/a?b=1" target="_blank" rel="noopener noreferrer nofollow">https://www.example.com/a?b=1</a></p>',
    );
  });

  it('inside the portal stay in the window', () => {
    expect(render('[la procedura](/faq/fattura-scartata)')).toBe(
      '<p><a href="/faq/fattura-scartata">la procedura</a></p>',
    );
  });

  it('say where they lead when the words pretend otherwise (B.2)', () => {
    expect(render('[www.banca.it](https://evil.example)')).toContain('www.banca.it (evil.example)</a>');
    expect(render('https://аpple.com')).toContain('(xn--pple-43d.com)</a>');
    expect(render('[qui](http://10.0.0.1/)')).toContain('qui (10.0.0.1)</a>');
    expect(render('[la guida](https://docs.example.com/x)')).toContain('title="docs.example.com"');
  });

  it('are only shown when they carry a password, lead nowhere or are endless', () => {
    for (const source of ['http://user:secret@a.it/', '[x](foo/bar)', `https://a.it/${'x'.repeat(2100)}`]) {
      expect(render(source)).not.toContain('<a ');
    }
  });
});

describe('what people write', () => {
  it('keeps lines, emphasis, code, lists and tables', () => {
    expect(render('Ciao **Giulia**\nriga due')).toBe('<p>Ciao <strong>Giulia</strong><br>\nriga due</p>');
    expect(render('- [x] fatto\n- [ ] no')).toBe('<ul>\n<li>☑ fatto</li>\n<li>☐ no</li>\n</ul>');
    expect(render('| a | b |\n| - | -: |\n| 1 | 2 |')).toContain('<div class="table" tabindex="0"><table>');
  });

  it('keeps headings below those of the page', () => {
    expect(render('# Uno\n###### Sei')).toBe('<h4>Uno</h4>\n<h6>Sei</h6>');
    expect(renderMarkdown('# Uno', { topHeading: 2 })).toBe('<h2>Uno</h2>');
  });

  it('hides nothing: names that lead nowhere and footnotes are shown as typed', () => {
    expect(render('[ERR]: http://a.it/x')).toBe('<p>[ERR]: http://a.it/x</p>');
    expect(render('nota[^1]\n\n[^1]: testo')).toBe('<p>nota[^1]</p>\n<p>[^1]: testo</p>');
  });

  it('leaves half-written Markdown as typed', () => {
    expect(render('[](')).toBe('<p>[](</p>');
    expect(render('**aperto')).toBe('<p>**aperto</p>');
    expect(render('```\nnon chiuso')).toBe('<pre><code>non chiuso\n</code></pre>');
  });

  it('treats a plain text as the parser would, only faster', () => {
    const letters = fc.constantFrom(
      'a',
      'è',
      'Z',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '.',
      ',',
      '1',
      '-',
      '#',
      '+',
      '=',
      ')',
      '(',
      '\t',
      '!',
      '€',
      '{',
      '👍',
    );
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), (parts) => {
        const source = parts.join('');
        fc.pre(isPlainText(source));
        // A definition that is never shown makes the parser do the work.
        const parsed = render(`${source}\n\n[zz]: /q\n\n[zz]`);
        expect(`${render(source)}\n<p><a href="/q">zz</a></p>`.trimStart()).toBe(parsed);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('texts made to exhaust the parser', () => {
  const evil: Record<string, string> = {
    '100,000 brackets': '['.repeat(100_000),
    'nested quotes': `${'> '.repeat(300)}x`,
    'nested lists': Array.from({ length: 2000 }, (_, index) => `${' '.repeat(index * 2)}- x`).join('\n'),
    '1,000 columns': `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|1|\n'.repeat(200)}`,
    'nested emphasis': `${'*a '.repeat(5000)}${'b*'.repeat(5000)}`,
    'endless underlines': 'a\n=\n'.repeat(9000),
    '10,000 links': '[a](https://a.it) '.repeat(10_000),
    'hidden in a fence that is none': `<!--\n\`\`\`\n-->\n${'- a\n'.repeat(20_000)}`,
  };

  it.each(Object.entries(evil))('%s are shown as typed (DOS-03)', (_, source) => {
    expect(isAsTyped(render(source))).toBe(true);
  });

  it('leave long honest texts formatted: a log in a fence, a long letter', () => {
    expect(
      isAsTyped(
        render(`Errore:\n\n\`\`\`\n${'2026-11-22 08:52 pa310 registro non chiuso\n'.repeat(200)}\`\`\``),
      ),
    ).toBe(false);
    expect(
      isAsTyped(render('Buongiorno, **la fattura** F/1025 non passa.\n\n- primo\n- secondo\n\n'.repeat(60))),
    ).toBe(false);
  });

  it('may cost more in an article than in a message', () => {
    const long = '## Titolo\n\nTesto con **grassetto** e [link](/faq/x).\n\n'.repeat(200);
    expect(isAsTyped(render(long))).toBe(true);
    expect(isAsTyped(renderMarkdown(long, { topHeading: 2, budgetMs: 500 }))).toBe(false);
  });
});
