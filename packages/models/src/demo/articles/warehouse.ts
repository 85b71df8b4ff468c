import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about warehouse and delivery notes. */
export const warehouseArticles: readonly DemoArticle[] = [
  {
    slug: 'giacenze-negative-cause-e-rimedi',
    category: 'warehouse',
    audience: 'public',
    updatedAgoDays: 11,
    views: 1034,
    related: ['inventario-di-fine-anno', 'trasferimento-tra-depositi'],
    it: {
      title: 'Giacenze negative: cause e rimedi',
      summary: 'Perché una giacenza va sotto zero e come rimetterla a posto senza fare rettifiche a caso.',
      tags: ['giacenze', 'negativo', 'mag120', 'ricalcolo'],
      body: `Una giacenza negativa dice che il programma ha visto uscire qualcosa che non aveva visto entrare. **Prima di rettificare, cerca il movimento**: una rettifica nasconde l'errore e lo sposta a fine anno.

## Dove guardare

1. \`mag110\`, scheda articolo, **Movimenti**: ordina per data e trova la riga in cui il saldo scende sotto zero.
2. Controlla le righe vicine.

## Le cause più comuni

- **Carico registrato dopo lo scarico.** Le date contano: correggi la data del carico.
- **Trasferimento fatto in due pezzi** (scarico oggi, carico domani). Usa la causale \`TRA\`.
- **Stesso documento letto due volte** dal terminale. Dalla 9.2 il secondo viene rifiutato.
- **Unità di misura**: caricato a confezioni, scaricato a pezzi.
- **Deposito sbagliato**: il totale è giusto, ma un deposito è a −10 e un altro a +10.

## Dopo la correzione

Lancia \`mag190\` **Ricalcolo giacenze** quando il magazzino è fermo. Su diecimila articoli dura circa venti minuti e non cambia i movimenti: rifà solo le somme.

> Per impedire lo scarico sotto zero: \`mag900\`, *Controllo disponibilità* = **Avvisa** oppure **Blocca**. Con «Blocca» ricordati che anche un DDT urgente si fermerà.
`,
    },
    en: english['giacenze-negative-cause-e-rimedi'],
  },
  {
    slug: 'inventario-di-fine-anno',
    category: 'warehouse',
    audience: 'public',
    updatedAgoDays: 20,
    views: 1376,
    related: ['giacenze-negative-cause-e-rimedi', 'lettori-di-codici-a-barre'],
    it: {
      title: 'Inventario di fine anno: la scaletta',
      summary:
        'Dal blocco dei movimenti alla stampa fiscale, con la conta cieca e le rettifiche in una volta sola.',
      tags: ['inventario', 'mag330', 'conta', 'rettifiche', 'LIFO'],
      body: `L'inventario riesce bene se si prepara prima. Questa è la scaletta che usiamo con i clienti.

## Due settimane prima

- Chiudi i DDT rimasti aperti (\`doc310\`, *da completare*).
- Sistema le giacenze negative.
- Stampa le etichette di scaffale mancanti.

## Il giorno

1. \`mag330\` → **Apri inventario**. Da questo momento il programma conserva la fotografia: si può continuare a lavorare, i movimenti nuovi vengono tenuti da parte.
2. Stampa o invia ai terminali la lista di conta. Consigliamo la **conta cieca**: chi conta non vede la giacenza teorica.
3. Carica le conte. Le righe mancanti restano in giallo.

## Dopo

4. Guarda **Differenze**, ordinate per valore: le prime venti spiegano quasi tutto.
5. Riconta solo quelle.
6. **Genera rettifiche**: nascono i movimenti con causale \`INV\`, in un solo documento.
7. Chiudi l'inventario e stampa il **valore fiscale** (\`mag350\`) con il criterio scelto: costo medio, LIFO o FIFO.

| Fase | Chi | Tempo indicativo |
|---|---|---|
| Conta, 1.000 articoli | 2 persone | 4 ore |
| Riconta | 1 persona | 1 ora |
| Rettifiche e stampa | ufficio | 30 minuti |

Il criterio di valorizzazione non si cambia da un anno all'altro senza motivarlo in nota integrativa.
`,
    },
  },
  {
    slug: 'trasferimento-tra-depositi',
    category: 'warehouse',
    audience: 'public',
    updatedAgoDays: 62,
    views: 430,
    related: ['giacenze-negative-cause-e-rimedi', 'ddt-dati-obbligatori'],
    it: {
      title: 'Trasferire merce tra depositi',
      summary: 'La causale giusta, il documento quando serve e il furgone come deposito.',
      tags: ['depositi', 'trasferimento', 'TRA', 'mag120', 'furgoni'],
      body: `Per spostare merce da un deposito all'altro usa **una sola operazione** con la causale \`TRA\`: scarico e carico hanno la stessa data e non si creano giacenze negative.

## Da video

1. \`mag120\` → **Nuovo**, causale \`TRA\`.
2. Deposito di partenza e di arrivo.
3. Leggi o digita gli articoli, conferma.

## Da terminale

Menu **Trasferisci**: leggi prima l'etichetta del deposito di arrivo, poi gli articoli. Se compare *«causale non ammessa»* il tuo profilo non prevede i trasferimenti: lo abilita un amministratore in \`mag910\`, scheda *Profili*.

## Serve un documento?

- Depositi nello **stesso indirizzo**: no.
- Depositi in **indirizzi diversi**: sì, un DDT con causale *trasferimento tra sedi*. Lo stampi dallo stesso movimento con **Crea DDT**.

## Il furgone

Se i tecnici tengono materiale a bordo, crea un deposito per furgone (\`F01\`, \`F02\`…). Il lunedì si carica con \`TRA\`; i rapportini scaricano dal furgone e a fine mese la giacenza di bordo si controlla in un minuto.

> Un trasferimento non cambia il valore del magazzino. Se dopo averlo fatto il valore è diverso, i due depositi hanno criteri di valorizzazione diversi.
`,
    },
  },
  {
    slug: 'ddt-dati-obbligatori',
    category: 'warehouse',
    audience: 'public',
    updatedAgoDays: 75,
    views: 1192,
    related: ['collegare-ddt-e-fattura', 'trasferimento-tra-depositi'],
    it: {
      title: 'DDT: che cosa ci deve essere scritto',
      summary: 'I dati obbligatori, le causali e i quattro errori che fermano il camion.',
      tags: ['DDT', 'documento di trasporto', 'causale', 'doc320'],
      body: `Il documento di trasporto accompagna la merce e permette la **fattura differita**. Si stampa da \`doc320\`, oppure da \`doc320q\` per la stampa rapida di più documenti.

## Dati obbligatori

- data e numero progressivo
- mittente e destinatario, con partita IVA
- luogo di destinazione, se diverso
- natura, qualità e **quantità** dei beni
- vettore, se non trasporta il mittente
- causale del trasporto, quando non è vendita

Il prezzo **non** è obbligatorio e di solito è meglio non metterlo.

## Causali diverse dalla vendita

| Causale | Torna indietro? | Si fattura? |
|---|---|---|
| Conto visione | sì, entro un anno | se tenuta |
| Conto lavorazione | sì | la lavorazione |
| Riparazione | sì | la riparazione |
| Omaggio | no | autofattura o rivalsa |
| Reso a fornitore | no | nota di credito |

## Quattro errori frequenti

1. Destinazione mancante su cliente con più sedi.
2. Numero colli a zero: il corriere non ritira.
3. DDT stampato ma non **confermato**: la giacenza non scende.
4. Data del DDT successiva alla partenza della merce.

## Stampa senza codice a barre

Se il codice in alto a destra non esce, la postazione non ha il carattere richiesto dal modello 2. Scegli il **modello 5**, che disegna il codice da solo.
`,
    },
  },
  {
    slug: 'collegare-ddt-e-fattura',
    category: 'warehouse',
    audience: 'signedIn',
    updatedAgoDays: 58,
    views: 388,
    related: ['ddt-dati-obbligatori', 'nota-di-credito-totale-o-parziale'],
    it: {
      title: 'Fattura riepilogativa dai DDT',
      summary: 'Fatturare i DDT del mese in un colpo solo e recuperare quelli rimasti indietro.',
      tags: ['fattura differita', 'TD24', 'DDT', 'ven250'],
      body: `La fattura **differita** (\`TD24\`) riunisce i DDT di un mese e si emette entro il **15 del mese successivo**, con l'IVA nel mese delle consegne.

## Fatturazione del mese

1. \`ven250\`, periodo e clienti.
2. **Anteprima**: le righe in rosso hanno un problema (prezzo a zero, cliente senza recapito telematico).
3. Sistema le righe rosse oppure escludile.
4. **Genera fatture**, poi invio dalla console.

Il raggruppamento segue l'anagrafica cliente: *una fattura per DDT*, *una per destinazione* o *una sola*.

## DDT rimasti indietro

\`ven260\` elenca i DDT non fatturati più vecchi di 30 giorni. Le ragioni sono tre:

- il documento non è stato **confermato**
- è stata fatta una fattura immediata **senza richiamarlo**: collegalo con *Azioni → Collega a fattura*
- la causale non prevede fattura (conto visione): decidi se fatturare o far rientrare

## Annullare una fattura riepilogativa

Se non è stata inviata, **Azioni → Annulla**: i DDT tornano disponibili. Se è stata inviata serve una nota di credito totale; spunta *riapri i DDT* e potrai fatturarli di nuovo.

> Nel corpo della fattura numero e data di ogni DDT sono obbligatori: il programma li scrive da solo, non cancellarli per «far stare» la stampa in una pagina.
`,
    },
  },
];
