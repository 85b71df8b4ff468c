import { formatted } from './formatted.ts';
import type { Letter, LetterItem } from './letter.ts';
import { html, Markup } from './markup.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Mail programs that know dark mode get colours of our choosing; the others turn the light ones round themselves. */
const style = new Markup(`<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#14181b!important}.card{background:#1e2428!important;border-color:#343c42!important}
.ink{color:#eef2f4!important}.soft{color:#aab4bb!important}.rule{border-color:#343c42!important}
.note{background:#3a3217!important}
}
</style>`);

function itemHtml({ who, when, isNote, body, changes }: LetterItem, note: string): Markup {
  return html`<tr><td class="rule" style="padding:14px 0;border-top:1px solid #dfe4e7">
<div class="soft" style="${FONT};font-size:13px;line-height:20px;color:#59646c"><strong class="ink" style="color:#1b2226">${who}</strong> · ${when}${
    isNote
      ? html` · <span class="note" style="background:#fff3c9;padding:1px 5px;border-radius:3px">${note}</span>`
      : null
  }</div>${
    body === null
      ? null
      : html`
<div class="ink" style="${FONT};font-size:15px;line-height:23px;color:#1b2226;margin-top:6px;word-break:break-word">${formatted(body)}</div>`
  }${changes.map(
    (change) => html`
<div class="soft" style="${FONT};font-size:14px;line-height:21px;color:#59646c;margin-top:6px">→ ${change}</div>`,
  )}
</td></tr>`;
}

/** Who writes: the logo on white, since nobody knows what it looks like on black, or the provider's letter and name. */
function brandHtml({ provider, logo }: Letter, accent: string): Markup {
  if (logo)
    return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td style="background:#ffffff;border-radius:8px;padding:6px 10px;${FONT};font-size:15px;font-weight:600;color:#1b2226"><img src="${logo.src}" width="${logo.width}" height="${logo.height}" alt="${provider.name}" style="display:block;border:0;width:${logo.width}px;height:${logo.height}px"></td>
</tr></table>`;
  const initial = [...provider.name][0]?.toUpperCase() ?? '';
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td align="center" width="32" height="32" style="width:32px;height:32px;border-radius:8px;background:${accent};color:#ffffff;${FONT};font-size:17px;font-weight:600">${initial}</td>
<td class="ink" style="padding-left:10px;${FONT};font-size:15px;font-weight:600;color:#1b2226">${provider.name}</td>
</tr></table>`;
}

/**
 * A letter as HTML for mail programs: tables and inline styles, no script, nothing fetched from anywhere.
 * @param note what marks an internal note
 */
export function htmlText(letter: Letter, note: string): string {
  const { locale, provider, number, title, lead, items, remark, button, reason, unsubscribe } = letter;
  // Dark enough at any hue for white letters on it.
  const accent = `hsl(${Math.round(provider.accentHue)},60%,26%)`;
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${number === null ? null : `#${number} `}${title}</title>${style}</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f6">
<div style="display:none;max-height:0;overflow:hidden">${lead}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td style="padding:0 4px 14px">${brandHtml(letter, accent)}</td></tr>
<tr><td class="card" style="background:#ffffff;border:1px solid #dfe4e7;border-radius:12px;padding:24px">
<h1 class="ink" style="margin:0;${FONT};font-size:19px;line-height:26px;font-weight:600;color:#1b2226">${
    number === null ? null : html`<span class="soft" style="color:#59646c">#${number}</span> `
  }${title}</h1>
<p class="ink" style="margin:8px 0 18px;${FONT};font-size:15px;line-height:23px;color:#1b2226">${lead}</p>${
    remark === null
      ? null
      : html`
<p class="soft" style="margin:0 0 14px;${FONT};font-size:14px;line-height:21px;color:#59646c">${remark}</p>`
  }
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${items.map((item) => itemHtml(item, note))}</table>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:10px"><tr><td style="border-radius:8px;background:${accent}">
<a href="${button.href}" style="display:inline-block;padding:11px 20px;${FONT};font-size:15px;font-weight:600;color:#ffffff;text-decoration:none">${button.label}</a>
</td></tr></table>
</td></tr>
<tr><td class="soft" style="padding:16px 4px 0;${FONT};font-size:12px;line-height:19px;color:#59646c">${reason}${
    unsubscribe === null
      ? null
      : html`<br><a class="soft" href="${unsubscribe.href}" style="color:#59646c">${unsubscribe.label}</a>`
  }</td></tr>
</table></td></tr></table>
</body></html>
`.source;
}
