import { describe, expect, it } from 'vitest';
import { attachmentCeiling } from './attachments.ts';
import { refusalOf } from './errors.ts';
import { cleanFileName, extensionOf, withDistinctNames } from './fileNames.ts';
import { isShownInline } from './fileTypes.ts';
import { commandInputs } from './requests.ts';

describe('a file name', () => {
  it.each([
    ['scarto 00404.pdf', 'scarto 00404.pdf'],
    ['perche\u0301.txt', 'perché.txt'],
    ['🧾 fattura.png', '🧾 fattura.png'],
    ['', 'file'],
    ['...', 'file'],
    [' . . ', 'file'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\Users\\a\\b.doc', 'b.doc'],
    ['a/b', 'b'],
    ['.htaccess', 'htaccess'],
    ['report.pdf. . ', 'report.pdf'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['LPT1.log', '_LPT1.log'],
    ['console.log', 'console.log'],
    ['evil\u202Egnp.exe', 'evilgnp.exe'],
    ['shell.p\u200Bhp', 'shell.php'],
    ['a\u0000.png', 'a.png'],
    ['two\r\nlines.txt', 'two lines.txt'],
    ['what?<b>|"x":*.txt', 'what__b___x___.txt'],
  ])('%j becomes %j (ATT-03, B.3)', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
    expect(cleanFileName(clean)).toBe(clean);
  });

  it('that is too long keeps its ending', () => {
    const clean = cleanFileName(`${'è'.repeat(300)}.fattura.xml`);
    expect([...clean]).toHaveLength(120);
    expect(clean).toMatch(/^è+…\.xml$/u);
    expect(cleanFileName('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(120);
  });

  it('that comes twice in a message is numbered', () => {
    const files = ['a.png', 'A.png', 'b', 'a.png', 'b', 'a (2).png'].map((name) => ({ name }));
    expect(withDistinctNames(files).map(({ name }) => name)).toEqual([
      'a.png',
      'A (2).png',
      'b',
      'a (3).png',
      'b (2)',
      'a (2) (2).png',
    ]);
  });

  it.each([
    ['a.tar.gz', '.gz'],
    ['README', ''],
    ['.env', ''],
    ['a.averyverylongending', ''],
    ['a.b c', ''],
  ])('%j ends in %j', (name, ending) => {
    expect(extensionOf(name)).toBe(ending);
  });
});

describe('what a browser shows by itself', () => {
  it.each([
    ['image/png', true],
    ['application/pdf', true],
    ['image/svg+xml', false],
    ['application/xml', false],
    ['text/html', false],
    ['text/plain', false],
    ['image/heic', false],
  ])('%s: %s (XSS-06, XSS-07)', (type, shown) => {
    expect(isShownInline(type)).toBe(shown);
  });
});

describe('files of a message', () => {
  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: index.toString(16).padStart(24, '0') }));
  const parse = (attachments: unknown) =>
    commandInputs['ticket.note'].safeParse({ ticket: '0'.repeat(24), body: 'x', attachments });

  it.each([
    [undefined, true],
    [[], true],
    [ids(attachmentCeiling.number), true],
    [[{ id: '0'.repeat(24), description: 'La schermata' }], true],
    [ids(attachmentCeiling.number + 1), 'attachment_too_many'],
    [[...ids(1), ...ids(1)], 'not_allowed_value'],
    [[{ id: 'x' }], 'bad_id'],
    [[{ id: '0'.repeat(24), name: 'x' }], 'unknown_field'],
    [[{ id: '0'.repeat(24), description: 'x'.repeat(201) }], 'too_long'],
    ['x', 'type'],
  ])('%j', (attachments, expected) => {
    const parsed = parse(attachments);
    if (expected === true) expect(parsed.success).toBe(true);
    else expect(parsed.error && refusalOf(parsed.error).code).toBe(expected);
  });
});
