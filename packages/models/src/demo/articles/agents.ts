import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about sales and agents. */
export const agentsArticles: readonly DemoArticle[] = [
  {
    slug: 'app-agenti-installare-e-sincronizzare',
    category: 'agents',
    audience: 'signedIn',
    updatedAgoDays: 8,
    views: 512,
    related: ['app-agenti-credenziali-non-valide', 'sconti-a-scaglioni-sul-tablet'],
    it: {
      title: 'App agenti: installare e sincronizzare il tablet',
      summary: 'Dal codice QR al primo ordine, e la differenza tra sincronizzazione rapida e completa.',
      tags: ['app agenti', 'tablet', 'sincronizzazione', 'QR', 'installazione'],
      body: `L'app agenti lavora **anche senza linea**: gli ordini restano sul tablet e partono appena torna il collegamento.

## Prima installazione

1. L'amministratore abilita l'agente in \`age010\` e preme **Invia invito**: arriva una mail con un codice QR.
2. Sul tablet installa l'app (Android 10 o successivo).
3. Inquadra il QR. L'app scarica clienti, listini e scadenze: con il wi-fi una decina di minuti.
4. Scegli una password di almeno 12 caratteri.

## Rapida o completa?

| | Rapida | Completa |
|---|---|---|
| Ordini e incassi | sì | sì |
| Giacenze | sì | sì |
| Clienti nuovi | sì | sì |
| **Listini e sconti** | no | sì |
| Immagini | no | sì |
| Durata | 20 secondi | 5–15 minuti |

La rapida parte da sola ogni ora. La completa si lancia dal menu, **Sincronizza → completa**: falla almeno **una volta la settimana** e sempre quando cambia un listino.

## «Pacchetto listini incompleto»

Vuol dire che la completa è stata interrotta. Controlla di avere almeno 2 GB liberi, resta sotto il wi-fi e riprova; se si ferma sempre alla stessa percentuale apri un ticket con il numero dietro al tablet (\`T-…\`).

> L'ordine inviato due volte per impazienza **non** si duplica: dalla 4.6.2 il secondo invio risponde «già inviato».
`,
    },
    en: english['app-agenti-installare-e-sincronizzare'],
  },
  {
    slug: 'app-agenti-credenziali-non-valide',
    category: 'agents',
    audience: 'signedIn',
    updatedAgoDays: 2,
    views: 298,
    related: ['app-agenti-installare-e-sincronizzare', 'password-dimenticata-o-utente-bloccato'],
    it: {
      title: 'App agenti: «credenziali non valide» dopo il cambio password',
      summary: 'La password funziona dal PC e non dal tablet: quasi sempre è una lettera accentata.',
      tags: ['app agenti', 'password', 'credenziali', 'accenti', 'tablet'],
      body: `Se dal PC entri e dal tablet leggi *«credenziali non valide»*, la password contiene con buona probabilità un carattere che le versioni vecchie dell'app non sanno scrivere nel modo giusto.

## Controllo in un minuto

Guarda se nella password c'è:

- una lettera accentata (\`à è é ì ò ù\`)
- il simbolo \`€\`
- uno spazio all'inizio o alla fine

## Soluzione immediata

1. Dal portale: *Profilo → Password*.
2. Scegli una password con **sole lettere senza accento e numeri**, almeno 12 caratteri. Tre parole lunghe attaccate vanno benissimo.
3. Sul tablet: **Esci**, poi rientra.

Gli ordini non ancora inviati **non** si perdono uscendo.

## Soluzione definitiva

Dalla versione **4.6.3** dell'app tutti i caratteri sono ammessi. La versione si legge in *Menu → Informazioni*.

## Se non è quello

- **Maiuscola automatica**: la tastiera del tablet mette la prima lettera maiuscola.
- **Utente bloccato**: dopo tre tentativi l'accesso si ferma per 15 minuti.
- **Data del tablet sbagliata**: oltre cinque minuti di differenza l'accesso viene rifiutato. Metti data e ora automatiche.
`,
    },
  },
  {
    slug: 'importare-listino-fornitore-da-excel',
    category: 'agents',
    audience: 'public',
    updatedAgoDays: 25,
    views: 804,
    related: ['sconti-a-scaglioni-sul-tablet', 'esportare-in-excel-e-pdf'],
    it: {
      title: 'Importare un listino fornitore da Excel',
      summary:
        'Tremila righe in dieci minuti: come preparare il foglio, abbinare le colonne e annullare se serve.',
      tags: ['listino', 'Excel', 'importazione', 'ven330', 'fornitori'],
      body: `Da \`ven330\` si importano listini di acquisto e di vendita da un foglio Excel o CSV.

## Preparare il foglio

- una riga di intestazione, poi **una riga per articolo**
- niente celle unite, niente righe vuote in mezzo
- il codice articolo come **testo**, altrimenti Excel toglie gli zeri davanti
- i prezzi come numeri, senza il simbolo €

\`\`\`
codice;descrizione;prezzo;decorrenza
00123;Morsetto 4 mm;0,0385;01/01/2027
00124;Morsetto 6 mm;0,0512;01/01/2027
\`\`\`

## Importare

1. \`ven330\` → **Importa da file** e scegli il fornitore.
2. Abbina le colonne. L'abbinamento si può salvare con un nome: la volta dopo è già pronto.
3. Scegli la **chiave**: codice nostro, codice fornitore o codice a barre.
4. **Prova**: nessun dato viene scritto, vedi solo il risultato.
5. Se va bene, **Importa**.

Gli articoli non trovati finiscono in un elenco a parte: si possono creare tutti insieme o ignorare.

## Annullare

*Storico importazioni → Annulla* riporta i prezzi di prima. È possibile finché nessun documento ha usato i prezzi nuovi.

> Prima volta? Prova con **venti righe**. Un abbinamento sbagliato su venti righe si vede subito, su tremila no.
`,
    },
  },
  {
    slug: 'sconti-a-scaglioni-sul-tablet',
    category: 'agents',
    audience: 'signedIn',
    updatedAgoDays: 44,
    views: 267,
    related: ['app-agenti-installare-e-sincronizzare', 'importare-listino-fornitore-da-excel'],
    it: {
      title: 'Sconti a scaglioni che non si applicano',
      summary:
        "L'ordine inserito in ufficio prende lo sconto e quello del tablet no: come funziona la ricerca del prezzo.",
      tags: ['sconti', 'scaglioni', 'listino', 'priorità', 'ordini'],
      body: `Gli scaglioni (per esempio 5% da 10 pezzi, 8% da 25) si impostano in \`ven320\`, scheda *Quantità*. Se in ufficio si applicano e dal tablet no, la causa più probabile è una: **il tablet ha un listino vecchio**.

## Controllo

1. Sul tablet: *Menu → Informazioni → Listini aggiornati al*.
2. Se la data è precedente alla decorrenza dello scaglione, fai una **sincronizzazione completa**.

## In che ordine viene cercato il prezzo

Il programma si ferma al primo che trova:

1. prezzo speciale **cliente + articolo**
2. contratto quadro
3. promozione attiva
4. **listino del cliente, con scaglioni**
5. listino base

Se un cliente ha un prezzo speciale senza scaglioni, quelli del listino **non** si sommano. Per sommarli spunta *applica anche scaglioni* sul prezzo speciale.

## La quantità che conta

Per impostazione iniziale vale la quantità della **singola riga**. Con l'opzione *somma righe uguali* (\`ven900\`) vale il totale dell'ordine: utile se lo stesso articolo è diviso per cantiere o per data di consegna.

> Vuoi sapere perché un prezzo è quello? Sulla riga premi \`Ctrl+I\`: si apre la spiegazione, passo per passo.
`,
    },
  },
  {
    slug: 'provvigioni-come-si-calcolano',
    category: 'agents',
    audience: 'signedIn',
    updatedAgoDays: 70,
    views: 341,
    related: ['nota-di-credito-totale-o-parziale', 'sconti-a-scaglioni-sul-tablet'],
    it: {
      title: 'Provvigioni: come si calcolano e quando maturano',
      summary:
        "Sul fatturato o sull'incassato, con note di credito, sconti fuori listino e cambio di agente.",
      tags: ['provvigioni', 'agenti', 'incassato', 'fatturato', 'ENASARCO'],
      body: `Il riepilogo provvigioni è in \`age200\`. I due parametri che lo governano stanno nel contratto dell'agente (\`age020\`).

## Quando maturano

- **Sul fatturato**: alla data della fattura.
- **Sull'incassato**: quando la scadenza si chiude. Un incasso parziale matura in proporzione.

Contabilità e riepilogo devono usare **lo stesso** criterio: se non coincidono guarda *Criterio di stampa*, in alto a destra.

## Come si calcolano

La percentuale si cerca in questo ordine: riga del documento, articolo, categoria, cliente, agente. Con lo sconto fuori listino si può prevedere una **riduzione**: per ogni punto di sconto oltre il consentito la provvigione scende di una quota.

| Sconto concesso | Provvigione |
|---|---|
| fino al 10% | 5% |
| fino al 15% | 4% |
| oltre | 2%, con autorizzazione |

## Note di credito

Se la nota di credito è **collegata** alla fattura, la provvigione viene stornata da sola. Se non è collegata, collegala da \`ven210\` prima di stampare il riepilogo.

## Cambio di agente

Non cambiare l'agente in anagrafica: usa **Passaggio portafoglio** (\`age040\`) con una data. Le fatture precedenti restano al vecchio agente, quelle nuove vanno al successore.
`,
    },
  },
];
