import type { DemoArticleText } from '../types.ts';

/** English versions, by slug; what is missing is read in Italian. */
export const english = {
  'fattura-scartata-cosa-fare-in-5-giorni': {
    title: 'Rejected invoice: what to do within 5 days',
    summary:
      'An invoice rejected by the Exchange System counts as never issued: correct it and send it again within 5 days, normally with the same number and date.',
    tags: ['rejection', 'SdI', '00404', 'rejection notice', 'resend'],
    body: `For the tax office an invoice **rejected** by the Exchange System (SdI) was never issued. You do not need a credit note: correct the mistake and send the file again **within 5 days** of the rejection notice.

## 1. Read the reason

1. Open \`console fattura elettronica\` and press **Controlla status fatture**.
2. Double-click the red row.
3. The **Notifiche SdI** tab shows the five-digit code and its description.

If the code means nothing to you, see [The most common SdI rejection codes](/faq/codici-di-scarto-sdi-piu-comuni).

## 2. Correct

- Customer data (recipient code, VAT number): correct the **master record**, then press **Rileggi dati cliente** on the document.
- Lines, rates or nature codes: **Azioni → Riapri**, correct, save.

## 3. Send again

Number and date stay **the same**. The program changes the file name by itself, since it cannot be used twice. Press **Genera XML**, then **Invia**.

> **Careful with 00404.** “Duplicate invoice” means that an invoice with the same year and number *has already been accepted*. Before sending again, check in the console whether the first one was delivered: if so there is nothing to do.

## What if the 5 days are over?

You can still issue the invoice, but it is late: ask your accountant about the reduced penalty.
`,
  },
  'codici-di-scarto-sdi-piu-comuni': {
    title: 'The most common SdI rejection codes',
    summary: 'The twelve codes we see every week, what they mean and where to correct them in Business 2026.',
    tags: ['SdI', 'rejection', '00311', '00404', '00423', '00400'],
    body: `The code is in the **Notifiche SdI** tab of the invoice. These twelve cover nine rejections out of ten.

| Code | What it says | Where to correct it |
|---|---|---|
| \`00002\` | File name already used | generate the XML again, the name changes |
| \`00102\` | Invalid signature | renew the certificate and sign again |
| \`00200\` | File does not conform | something mandatory is missing, often postcode or province |
| \`00305\` | Customer's VAT number does not exist | customer's record |
| \`00306\` | Customer's tax code is wrong | customer's record |
| \`00311\` | Recipient code does not exist | customer's record, or \`0000000\` + certified e-mail |
| \`00400\` | Zero rate without a nature code | VAT code of the line |
| \`00403\` | Invoice date in the future | document date |
| \`00404\` | Duplicate invoice | check whether the first one went through |
| \`00417\` | Neither VAT number nor tax code | customer's record |
| \`00423\` | Line total differs from price × quantity | discounts and rounding of the line |
| \`00445\` | Nature code no longer allowed | use the detailed code, such as \`N3.5\` |

## Three pieces of advice

- **00311**: have the code sent as text that you can copy. Zero and the letter “O” are always confused.
- **00423**: nearly always prices with more than two decimals. In \`ven900\` set the decimals of prices to 4 or more.
- **00445**: since 2021 the generic codes \`N2\`, \`N3\` and \`N6\` can no longer be used alone.

To send the invoice again see [Rejected invoice: what to do within 5 days](/faq/fattura-scartata-cosa-fare-in-5-giorni).
`,
  },
  'registri-iva-che-non-quadrano': {
    title: 'VAT registers that do not match: where to start',
    summary:
      'Five checks in order, the most frequent first, when register, summary and settlement show different figures.',
    tags: ['VAT registers', 'con210', 'con220', 'con415', 'reconciliation'],
    body: `Register (\`con210\`), summary (\`con220\`) and settlement (\`con415\`) read the same entries with different filters. When they differ, the cause is nearly always one of these five.

## The five checks

1. **Invoice registered after printing.** In \`con210\` run the *ristampa di prova* and compare the last line.
2. **Another month's period.** Filter on a *data competenza* that differs from the *data registrazione*.
3. **Half a reverse charge.** An integration entered in purchases but not in sales leaves a difference equal to its VAT.
4. **Non-deductible VAT.** The register shows the whole tax, the settlement only the deductible part.
5. **Rounding.** A few cents over hundreds of lines: accept them.

## The division trick

Divide the difference by 0.22 (then by 0.10 and 0.04). If you get a taxable amount that you recognise, you have found the invoice.

## Before you open a ticket

Attach the printout of \`con220\` **with the detail by rate**: it is the first thing we would ask for.
`,
  },
  'giacenze-negative-cause-e-rimedi': {
    title: 'Negative stock: causes and remedies',
    summary: 'Why stock falls below zero and how to put it right without random adjustments.',
    tags: ['stock', 'negative', 'mag120', 'recalculation'],
    body: `Negative stock means the program saw something leave that it never saw arrive. **Look for the movement before you adjust**: an adjustment hides the mistake until the end of the year.

## Where to look

1. \`mag110\`, item record, **Movimenti**: sort by date and find the line where the balance falls below zero.
2. Check the lines around it.

## The most common causes

- **Receipt dated after the issue.** Correct the date of the receipt.
- **A transfer done in two parts** (out today, in tomorrow). Use reason \`TRA\`.
- **The same document read twice** by the terminal. From 9.2 the second one is refused.
- **Unit of measure**: received in boxes, issued in pieces.
- **Wrong warehouse**: the total is right, but one warehouse is at −10 and another at +10.

## Afterwards

Run \`mag190\` **Ricalcolo giacenze** while the warehouse is idle. Ten thousand items take about twenty minutes; movements are not changed, only sums.
`,
  },
  'app-agenti-installare-e-sincronizzare': {
    title: "Agents' app: install and synchronise the tablet",
    summary:
      'From the QR code to the first order, and the difference between quick and full synchronisation.',
    tags: ["agents' app", 'tablet', 'synchronisation', 'QR', 'installation'],
    body: `The agents' app also works **without a connection**: orders stay on the tablet and leave as soon as the connection returns.

## First installation

1. The administrator enables the agent in \`age010\` and presses **Invia invito**: a mail with a QR code arrives.
2. Install the app on the tablet (Android 10 or later).
3. Scan the QR. The app downloads customers, price lists and due dates: about ten minutes on wi-fi.
4. Choose a password of at least 12 characters.

## Quick or full?

| | Quick | Full |
|---|---|---|
| Orders and payments | yes | yes |
| Stock | yes | yes |
| New customers | yes | yes |
| **Price lists and discounts** | no | yes |
| Images | no | yes |
| Time | 20 seconds | 5–15 minutes |

The quick one starts by itself every hour. Run the full one from the menu, **Sincronizza → completa**, at least **once a week** and whenever a price list changes.

> An order sent twice out of impatience is **not** duplicated: from 4.6.2 the second attempt answers “already sent”.
`,
  },
  'stampante-non-stampa': {
    title: 'I press print and nothing happens',
    summary:
      'Seven checks before you open a ticket, starting with the silliest, which is also the most frequent.',
    tags: ['printer', 'queue', 'print', 'spooler'],
    body: `If you press **Stampa** and nothing comes out, with no error, the printout has nearly always gone *somewhere else*.

## In this order

1. Is the printer on, and has it got paper? Seriously: one ticket in five.
2. Read **the printer's name** at the bottom of the print window. Is it the right one?
3. Print a page from Notepad. If that fails, the problem is in Windows, not in the program.
4. Look at the **queue**: cancel a failed document that stands before the others.
5. Print to **PDF**. If the PDF is right, the document is fine.
6. Has the printer changed its network address? It happens after a power cut.
7. Leave the program and enter again: new printers are seen only at start.

## Changing a document's default printer

Choose printer and tray in the print window, then **Ricorda per questo documento**. It holds for your workstation; an administrator can do it for everybody in \`sis040\`.
`,
  },
  'backup-regola-e-prova-di-ripristino': {
    title: 'Backup: the rule and the restore test',
    summary: 'Three copies, two media, one off site. And why the green e-mail is not enough.',
    tags: ['backup', 'NAS', 'restore', 'bck001', '3-2-1'],
    body: `A backup is for the day when everything goes wrong, so only one thing judges it: **does the restore work?**

## The 3-2-1 rule

- **3** copies of the data (the one in use and two more)
- on **2** different media, such as server and NAS
- **1** off site, disconnected or in the cloud

## What to check every week

1. In \`bck001\` the date of the last copy, for **each** destination. The green mail speaks only of the one in its subject.
2. The size: a sudden drop is as alarming as an error.
3. Free space on the NAS, recycle bin included.

## “BCK-071 archivio in uso da altro processo”

Somebody is connected during the copy: usually a PC left on, or a synchronisation planned at the same time. Change the time, or switch on the **closing of idle sessions** in \`sis020\`.

## The restore test

Twice a year:

1. \`bck010\` → **Ripristina in prova** (it does not touch the real data).
2. Open the test archive and print a trial balance.
3. Compare it with the real one on the date of the copy.
4. Write down how long it took: that is how long the company would stand still.
`,
  },
  'scrivere-un-ticket-efficace': {
    title: 'How to write a ticket that is solved quickly',
    summary: 'What to put in the description so that the first answer is already a solution.',
    tags: ['ticket', 'description', 'error', 'priority', 'advice'],
    body: `Half the time of a ticket goes in questions. With five pieces of information the first answer is often the right one.

## The five pieces

1. **Program and screen**: the code is in the window's title, for instance \`doc320q\`.
2. **The exact message**, copied and pasted. If it cannot be copied, a screenshot (\`Win + Shift + S\`, then \`Ctrl+V\` in the reply).
3. **An example**: invoice number, customer code, employee number.
4. **The steps**: what you pressed, in order.
5. **Who and how many**: only you or everybody? Since when?

## Which priority

| Priority | When |
|---|---|
| Low | a question, an improvement |
| Normal | an error you can work around |
| High | work with a deadline stands still |
| **Blocking** | several people cannot work |

*Blocking* can be chosen only when opening. If a problem gets worse open a new ticket and mention the old one.

## One subject per ticket

Two problems in one ticket take the time of the slower one. Open two: each goes to the right team.
`,
  },
  'stati-del-ticket-e-tempi': {
    title: 'The states of a ticket and response times',
    summary: 'What each state means, whose turn it is and when a ticket closes by itself.',
    tags: ['states', 'times', 'taken in charge', 'closing', 'reopening'],
    body: `At the top of a ticket you always read **whose turn it is**.

| State | Whose turn |
|---|---|
| To be authorised | your company's administrator |
| Received | support |
| Taken in charge, In progress | support |
| **Your turn** | you: there is a question |
| In development | the programmers |
| Forwarded to the vendor | an outside supplier |
| Planned for… | nobody, until that day |
| **Resolved: do you confirm?** | you |
| Closed | nobody |

## Times

- **Taken in charge**: within 8 working hours.
- **Red urgency**: within one working day; **white**: within five.
- The time in which it is your turn does **not** count.

## Closing and reopening

When support marks a ticket as *resolved* you confirm with a click, or answer: an answer takes it back to support. Without news it closes by itself after **3 days**, with a warning the day before. A closed ticket reopens when you write in it, within **15 days**; after that you are offered a new ticket linked to the old one.
`,
  },
} as const satisfies Readonly<Record<string, DemoArticleText>>;
