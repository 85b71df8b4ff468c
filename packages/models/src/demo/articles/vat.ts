import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about VAT and accounting. */
export const vatArticles: readonly DemoArticle[] = [
  {
    slug: 'registri-iva-che-non-quadrano',
    category: 'vat',
    audience: 'signedIn',
    updatedAgoDays: 9,
    views: 1120,
    related: [
      'liquidazione-iva-mensile-passo-per-passo',
      'reverse-charge-e-integrazioni',
      'registrare-su-un-mese-chiuso',
    ],
    it: {
      title: 'Registri IVA che non quadrano: da dove cominciare',
      summary:
        'Cinque controlli in ordine, dal più frequente, quando registro, riepilogo e liquidazione non danno lo stesso numero.',
      tags: ['registri IVA', 'con210', 'con220', 'con415', 'quadratura'],
      body: `Registro (\`con210\`), riepilogo (\`con220\`) e liquidazione (\`con415\`) leggono gli stessi movimenti ma con filtri diversi. Quando non tornano, la causa è quasi sempre una di queste cinque.

## I cinque controlli

1. **Fattura registrata dopo la stampa.** In \`con210\` rilancia la *ristampa di prova* e confronta il numero dell'ultima riga.
2. **Competenza di un altro mese.** Filtra per *data competenza* diversa dalla *data registrazione*: sono le fatture ricevute nei primi 15 giorni del mese dopo.
3. **Reverse charge a metà.** Un'integrazione registrata negli acquisti ma non nelle vendite lascia una differenza pari alla sua IVA.
4. **IVA indetraibile.** Il registro mostra l'imposta intera, la liquidazione solo la parte detraibile.
5. **Arrotondamenti.** Pochi centesimi su centinaia di righe: si accettano, non si cercano.

## Il trucco della divisione

Prendi la differenza e dividila per 0,22 (poi per 0,10 e 0,04). Se ottieni un imponibile «tondo» o che riconosci, hai trovato la fattura.

\`\`\`
differenza    1.240,18
÷ 0,22      = 5.637,18   ← c'è una fattura con questo imponibile?
÷ 0,10      = 12.401,80
\`\`\`

## Prima di aprire un ticket

Allega la stampa di \`con220\` **con il dettaglio per aliquota**: senza, la prima domanda che ti faremo è quella.
`,
    },
    en: english['registri-iva-che-non-quadrano'],
  },
  {
    slug: 'liquidazione-iva-mensile-passo-per-passo',
    category: 'vat',
    audience: 'public',
    updatedAgoDays: 15,
    views: 1488,
    related: ['registri-iva-che-non-quadrano', 'registrare-su-un-mese-chiuso'],
    it: {
      title: 'Liquidazione IVA mensile passo per passo',
      summary:
        "La sequenza completa, dai registri all'F24, con i codici tributo e la data entro cui versare.",
      tags: ['liquidazione', 'F24', '6001', 'con415', 'scadenze'],
      body: `La liquidazione mensile si versa entro il **16 del mese successivo**. Se il 16 è sabato o festivo si passa al primo giorno lavorativo.

## Sequenza consigliata

1. Registra tutte le fatture di acquisto **ricevute** entro il 15 del mese dopo (per le operazioni del mese).
2. Stampa di prova dei registri, \`con210\`.
3. Riepilogo, \`con220\`: i totali devono coincidere con i registri.
4. Liquidazione di prova, \`con415\`.
5. Quando è giusta: stampa definitiva **prima** dei registri, **poi** della liquidazione.
6. **Genera F24** dalla stessa maschera.

## Codici tributo

| Mese | Codice | | Mese | Codice |
|---|---|---|---|---|
| gennaio | 6001 | | luglio | 6007 |
| febbraio | 6002 | | agosto | 6008 |
| marzo | 6003 | | settembre | 6009 |
| aprile | 6004 | | ottobre | 6010 |
| maggio | 6005 | | novembre | 6011 |
| giugno | 6006 | | dicembre | 6012 |

L'acconto di dicembre (entro il 27) ha il codice **6013** per i mensili.

## Errori tipici

- La stampa definitiva della liquidazione fatta **prima** dei registri: i numeri di pagina si sfalsano.
- Il credito del mese prima non riportato: controlla la casella *Riporta credito* in \`con415\`.
- Le fatture di dicembre ricevute a gennaio: **non** si possono detrarre a dicembre.
`,
    },
  },
  {
    slug: 'reverse-charge-e-integrazioni',
    category: 'vat',
    audience: 'signedIn',
    updatedAgoDays: 40,
    views: 702,
    related: ['registri-iva-che-non-quadrano', 'codici-di-scarto-sdi-piu-comuni'],
    it: {
      title: 'Reverse charge: TD16, TD17, TD18, TD19',
      summary: 'Quale tipo documento usare per integrare una fattura e come evitare la registrazione a metà.',
      tags: ['reverse charge', 'TD16', 'TD17', 'TD18', 'TD19', 'integrazione'],
      body: `Quando l'IVA la deve chi compra, la fattura del fornitore va **integrata**: si registra negli acquisti e, insieme, nelle vendite. L'effetto sulla liquidazione è zero, ma devono esserci tutte e due le righe.

## Quale tipo usare

| Tipo | Quando |
|---|---|
| \`TD16\` | fornitore italiano, reverse charge interno (edilizia, rottami, pulizie…) |
| \`TD17\` | **servizi** da fornitore estero |
| \`TD18\` | **beni** da fornitore dell'Unione Europea |
| \`TD19\` | beni già in Italia ceduti da un fornitore estero |

## In Business 2026

1. Registra la fattura di acquisto con la causale \`RC\` (interno) o \`RE\` (estero).
2. Alla conferma si apre da solo il riquadro **Integrazione**: controlla tipo, data e imponibile.
3. Premi **Crea e invia**. Nasce il documento nel sezionale vendite e parte per lo SdI.

Se al punto 2 chiudi il riquadro con *Esc* resta registrato **solo l'acquisto**, e i registri non quadreranno. Per ritrovare questi casi: \`con230\`, stampa **Integrazioni mancanti**.

> **Data.** Per \`TD17\` e \`TD18\` la data del documento è nel mese di ricezione della fattura estera; si trasmette entro il 15 del mese dopo.

Le fatture in valuta si convertono al cambio del giorno dell'operazione, non di quello di registrazione.
`,
    },
  },
  {
    slug: 'registrare-su-un-mese-chiuso',
    category: 'vat',
    audience: 'signedIn',
    updatedAgoDays: 27,
    views: 518,
    related: ['registri-iva-che-non-quadrano', 'liquidazione-iva-mensile-passo-per-passo'],
    it: {
      title: '«Periodo già stampato»: registrare su un mese chiuso',
      summary: "Perché compare l'avviso, quando si può proseguire e come accendere il blocco per tutti.",
      tags: ['periodo chiuso', 'con900', 'blocco', 'avviso'],
      body: `Il messaggio \`CON-118 periodo già stampato in definitivo\` compare quando la data di registrazione cade in un mese di cui è già uscito il registro definitivo.

## Che cosa puoi fare

- **Fattura arrivata tardi**: registrala con la data di *oggi*. La competenza economica può restare del mese prima, la competenza IVA no.
- **Errore su una registrazione già stampata**: non modificarla. Fai uno storno e una registrazione nuova, tutt'e due con data di oggi.
- **Il mese non è ancora stato versato**: un amministratore può riaprirlo da \`con900\`. Dopo la correzione **ristampa** registri e liquidazione.

## Accendere o spegnere l'avviso

In \`con900\`, scheda *Blocchi*:

| Opzione | Effetto |
|---|---|
| Nessuno | nessun avviso (sconsigliato) |
| Avvisa | chiede conferma e la registra con nome e ora |
| Blocca | serve un amministratore |

Consigliamo **Avvisa** durante il mese e **Blocca** dopo il versamento.

## Chi ha riaperto un periodo?

\`con910\` elenca aperture e chiusure con utente, data e motivo. Il motivo è obbligatorio: fra un anno sarà l'unica cosa che ti aiuterà a capire.
`,
    },
  },
  {
    slug: 'scadenzario-partite-aperte-che-non-si-chiudono',
    category: 'vat',
    audience: 'public',
    updatedAgoDays: 52,
    views: 845,
    related: ['registrare-su-un-mese-chiuso', 'nota-di-credito-totale-o-parziale'],
    it: {
      title: 'Partite aperte che non si chiudono',
      summary:
        'Il cliente ha pagato ma la scadenza resta lì: abbinamenti, arrotondamenti, acconti e Ri.Ba. insolute.',
      tags: ['scadenzario', 'partite aperte', 'incassi', 'abbinamento', 'Ri.Ba.'],
      body: `Una scadenza si chiude quando la somma degli incassi **abbinati** è uguale al suo importo. Se l'incasso c'è ma non è abbinato, la scadenza resta aperta e il cliente riceve il sollecito.

## Abbinare un incasso già registrato

1. \`con310\`, cerca il cliente, spunta **solo aperte**.
2. Seleziona la scadenza *e* l'incasso.
3. Premi **Abbina** (\`F6\`).

## I casi più frequenti

- **Mancano pochi centesimi.** Premi **Chiudi con abbuono**: il limite si imposta in \`con900\` (di solito 1,00 €).
- **Pagamento di più fatture insieme.** Seleziona tutte le scadenze prima di premere *Abbina*.
- **Acconto fatturato.** La fattura finale deve *scomputare* l'acconto: si fa da \`ven210\` con **Richiama acconto**, prima di stampare.
- **Ri.Ba. insoluta.** Registra l'insoluto da *Effetti → Insoluti*: la scadenza si riapre con la data nuova e la storia resta.
- **Nota di credito non collegata.** Collegala alla fattura: la scadenza si riduce da sola.

## Pulizia di fine anno

La stampa **Partite da abbinare** (\`con330\`) mostra per ogni cliente incassi e scadenze che si compensano esattamente. Il pulsante **Abbina proposte** ne chiude gran parte in un minuto; quelle dubbie le lascia a te.
`,
    },
  },
];
