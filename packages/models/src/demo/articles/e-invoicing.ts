import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about electronic invoices. */
export const eInvoicingArticles: readonly DemoArticle[] = [
  {
    slug: 'fattura-scartata-cosa-fare-in-5-giorni',
    category: 'e-invoicing',
    audience: 'public',
    updatedAgoDays: 6,
    views: 1842,
    related: [
      'codici-di-scarto-sdi-piu-comuni',
      'nota-di-credito-totale-o-parziale',
      'fattura-ferma-su-inviata',
    ],
    it: {
      title: 'Fattura scartata: cosa fare in 5 giorni',
      summary:
        'Una fattura scartata dal Sistema di Interscambio è come mai emessa: si corregge e si rimanda entro 5 giorni, di solito con lo stesso numero e la stessa data.',
      tags: ['scarto', 'SdI', '00404', 'notifica di scarto', 'rinvio'],
      body: `Una fattura **scartata** dal Sistema di Interscambio (SdI) per il fisco non è mai stata emessa. Non serve una nota di credito: si corregge l'errore e si rimanda il file **entro 5 giorni** dalla data della notifica di scarto.

## 1. Leggi il motivo

1. Apri \`console fattura elettronica\` e premi **Controlla status fatture**.
2. Fai doppio clic sulla riga rossa.
3. Nella scheda **Notifiche SdI** trovi il codice (cinque cifre) e la descrizione.

Se non sai che cosa vuol dire, guarda [Codici di scarto SdI più comuni](/faq/codici-di-scarto-sdi-piu-comuni).

## 2. Correggi

- Dati del cliente (codice destinatario, partita IVA): correggili in **anagrafica**, poi sul documento premi **Rileggi dati cliente**.
- Righe, aliquote o natura: **Azioni → Riapri**, correggi, salva.

## 3. Rimanda

Il numero e la data restano **gli stessi**. Il programma cambia da solo il nome del file, che non può essere riusato. Premi **Genera XML** e poi **Invia**.

> **Attenzione al 00404.** «Fattura duplicata» vuol dire che una fattura con lo stesso anno e numero è *già stata accettata*. Prima di rimandare controlla nella console se il primo invio risulta consegnato: in quel caso non devi fare nulla, lo scarto riguarda solo il doppione.

## E se i 5 giorni sono passati?

Puoi ancora emettere la fattura, ma è tardiva: parlane con il commercialista per il ravvedimento. Se hai già registrato il documento in contabilità, la data di registrazione non si tocca.
`,
    },
    en: english['fattura-scartata-cosa-fare-in-5-giorni'],
  },
  {
    slug: 'codici-di-scarto-sdi-piu-comuni',
    category: 'e-invoicing',
    audience: 'public',
    updatedAgoDays: 12,
    views: 2310,
    related: ['fattura-scartata-cosa-fare-in-5-giorni', 'codice-destinatario-e-pec'],
    it: {
      title: 'Codici di scarto SdI più comuni',
      summary:
        'I dodici codici che vediamo ogni settimana, che cosa significano e dove si corregge in Business 2026.',
      tags: ['SdI', 'scarto', '00311', '00404', '00423', '00400'],
      body: `Il codice è nella scheda **Notifiche SdI** della fattura. Questi dodici coprono nove scarti su dieci.

| Codice | Che cosa dice | Dove si corregge |
|---|---|---|
| \`00002\` | Nome file già usato | rigenera l'XML, il nome cambia da solo |
| \`00102\` | Firma non valida | rinnova il certificato e firma di nuovo |
| \`00200\` | File non conforme | manca un dato obbligatorio, spesso il CAP o la provincia |
| \`00305\` | Partita IVA del cliente inesistente o cessata | anagrafica cliente |
| \`00306\` | Codice fiscale del cliente errato | anagrafica cliente |
| \`00311\` | Codice destinatario inesistente | anagrafica cliente, oppure \`0000000\` + PEC |
| \`00400\` | Aliquota a zero senza natura | codice IVA della riga |
| \`00403\` | Data fattura nel futuro | data documento |
| \`00404\` | Fattura duplicata | controlla se il primo invio è passato |
| \`00417\` | Mancano sia partita IVA sia codice fiscale | anagrafica cliente |
| \`00423\` | Totale riga diverso da prezzo × quantità | sconti e arrotondamenti della riga |
| \`00445\` | Natura non più ammessa | usa il codice di dettaglio, per esempio \`N3.5\` |

## Tre consigli

- **00311**: fatti mandare il codice in un testo da copiare. Zero e lettera «O» si confondono sempre.
- **00423**: quasi sempre sono i prezzi con più di due decimali. In \`ven900\` metti i decimali dei prezzi a 4 o più.
- **00445**: dal 2021 i codici generici \`N2\`, \`N3\` e \`N6\` non si usano più da soli.

Per rimandare la fattura segui [Fattura scartata: cosa fare in 5 giorni](/faq/fattura-scartata-cosa-fare-in-5-giorni).
`,
    },
    en: english['codici-di-scarto-sdi-piu-comuni'],
  },
  {
    slug: 'nota-di-credito-totale-o-parziale',
    category: 'e-invoicing',
    audience: 'public',
    updatedAgoDays: 21,
    views: 934,
    related: ['fattura-scartata-cosa-fare-in-5-giorni', 'collegare-ddt-e-fattura'],
    it: {
      title: 'Nota di credito: totale o solo la differenza?',
      summary:
        'Come stornare una fattura già consegnata, per intero o in parte, senza lasciare aperte scadenze e provvigioni.',
      tags: ['nota di credito', 'TD04', 'storno', 'ven210'],
      body: `Una fattura **consegnata** non si modifica più: si storna con una nota di credito elettronica (tipo documento \`TD04\`).

## Quale scegliere

- **Parziale**, se è sbagliato un prezzo, una quantità o mancava uno sconto. Si emette solo la differenza.
- **Totale**, se è sbagliato il cliente, se l'operazione è saltata o se vanno rifatti più di due o tre elementi. Poi si emette una fattura nuova.

## Come si fa

1. Apri la fattura in \`ven210\` e premi **Crea nota di credito**.
2. Scegli **tutte le righe** oppure **righe scelte** e scrivi la quantità da stornare.
3. Controlla che in *Documenti collegati* ci sia il numero della fattura d'origine.
4. Salva, genera l'XML e invia come una fattura normale.

Partendo dalla fattura il programma sistema da solo tre cose che altrimenti restano in sospeso:

- la **scadenza** del cliente, che si riduce o si chiude
- le **provvigioni** dell'agente, con il segno meno
- il **DDT**, che può tornare da fatturare se lo spunti

> Gli importi della nota di credito si scrivono **positivi**. È il tipo documento a dire che si tratta di uno storno.

L'IVA si può recuperare entro i termini di legge per le variazioni: se la fattura ha più di un anno chiedi prima al commercialista.
`,
    },
  },
  {
    slug: 'codice-destinatario-e-pec',
    category: 'e-invoicing',
    audience: 'public',
    updatedAgoDays: 33,
    views: 1207,
    related: ['codici-di-scarto-sdi-piu-comuni', 'fattura-ferma-su-inviata'],
    it: {
      title: 'Codice destinatario e PEC: quale usare',
      summary:
        'Sette caratteri, sette zeri o la PEC: la regola per ogni tipo di cliente, compresi privati ed esteri.',
      tags: ['codice destinatario', 'PEC', 'anagrafica', 'privati', 'estero'],
      body: `Il **codice destinatario** dice allo SdI dove consegnare la fattura. Si scrive in anagrafica cliente, scheda *Fattura elettronica*.

| Cliente | Codice destinatario | PEC |
|---|---|---|
| Azienda con codice | i suoi 7 caratteri | vuota |
| Azienda con sola PEC | \`0000000\` | la sua PEC |
| Privato senza partita IVA | \`0000000\` | vuota |
| Pubblica amministrazione | codice ufficio di **6** caratteri | vuota |
| Cliente estero | \`XXXXXXX\` | vuota |

## Domande frequenti

**Il cliente mi ha dato codice e PEC, quale vince?** Il codice. Se c'è un codice valido la PEC non viene usata.

**Il cliente ha registrato il suo indirizzo telematico presso l'Agenzia.** Allora vale quello, qualunque cosa tu scriva in fattura.

**Ho lasciato \`0000000\` a un'azienda.** La fattura risulta emessa, ma il cliente la trova solo nel suo cassetto fiscale: avvisalo, è obbligatorio.

**Privato con copia su carta.** La copia di cortesia si stampa da \`ven210\` con **Stampa copia**; il documento fiscale resta l'XML.

## Controllo di massa

In \`ana140\` la stampa **Clienti senza recapito telematico** elenca chi è rimasto a sette zeri: conviene guardarla una volta l'anno.
`,
    },
  },
  {
    slug: 'fattura-ferma-su-inviata',
    category: 'e-invoicing',
    audience: 'signedIn',
    updatedAgoDays: 3,
    views: 611,
    related: ['codice-destinatario-e-pec', 'fattura-scartata-cosa-fare-in-5-giorni'],
    it: {
      title: 'Fattura ferma su «inviata»: quanto aspettare',
      summary: 'Che cosa significano gli stati della console e quando vale la pena preoccuparsi.',
      tags: ['stati', 'inviata', 'consegnata', 'mancata consegna', 'console'],
      body: `Dopo l'invio la riga in \`console fattura elettronica\` passa per alcuni stati. Quasi sempre bastano pochi minuti; nei giorni di fine mese anche qualche ora.

| Stato | Significato | Che cosa fare |
|---|---|---|
| Generata | l'XML c'è ma non è partito | premi **Invia** |
| Inviata | è allo SdI, manca la risposta | aspetta fino a 24 ore |
| Consegnata | il cliente l'ha ricevuta | niente |
| Mancata consegna | casella del cliente piena o spenta | avvisa il cliente: è nel suo cassetto fiscale |
| Scartata | c'è un errore | correggi entro 5 giorni |

## Se resta su «inviata» oltre 24 ore

1. Premi **Controlla status fatture**: le notifiche si scaricano solo a richiesta o ogni notte.
2. Guarda che in basso non ci sia *«canale SdI non raggiungibile»*. In quel caso è un disservizio e le fatture restano in coda da sole.
3. Se invii con la **PEC**, controlla che le ricevute non finiscano in una cartella diversa dalla posta in arrivo.

**Non reinviare** una fattura ferma: se la prima era passata otterrai uno scarto \`00404\`.

> «Mancata consegna» **non** è uno scarto. La fattura è emessa a tutti gli effetti, con la sua data.

Se dopo 48 ore non è cambiato nulla apri un ticket con il numero della fattura e l'ora di invio.
`,
    },
  },
];
