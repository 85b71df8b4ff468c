import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about printing and documents. */
export const printingArticles: readonly DemoArticle[] = [
  {
    slug: 'stampante-non-stampa',
    category: 'printing',
    audience: 'public',
    updatedAgoDays: 13,
    views: 1733,
    related: ['etichette-tagliate-o-a-meta', 'modelli-di-stampa-logo-e-campi'],
    it: {
      title: 'Premo stampa e non succede niente',
      summary: 'Sette controlli prima di aprire un ticket, dal più banale (che è anche il più frequente).',
      tags: ['stampante', 'coda', 'stampa', 'spooler'],
      body: `Se premendo **Stampa** non esce nulla e non compare nessun errore, la stampa è quasi sempre andata *da un'altra parte*.

## Nell'ordine

1. La stampante è accesa e ha carta? Sul serio: è un ticket su cinque.
2. In fondo alla finestra di stampa leggi **il nome della stampante**. È quella giusta?
3. Prova una pagina dal Blocco note. Se non esce, il problema è di Windows e non del programma.
4. Guarda la **coda**: se c'è un documento in errore davanti agli altri, annullalo.
5. Stampa in **PDF**. Se il PDF è giusto, il documento è a posto.
6. La stampante ha cambiato indirizzo di rete? Succede dopo un blackout.
7. Esci e rientra dal programma: le stampanti nuove si vedono solo all'avvio.

## Cambiare la stampante predefinita di un documento

Nella finestra di stampa scegli la stampante e il cassetto, poi **Ricorda per questo documento**. Vale per la tua postazione; un amministratore può farlo per tutti da \`sis040\`.

| Sintomo | Probabile causa |
|---|---|
| esce dal cassetto sbagliato | scelta ricordata su un'altra stampante con lo stesso nome |
| escono simboli strani | driver PCL su stampante PostScript, o viceversa |
| esce mezza pagina | formato carta diverso tra modello e cassetto |
| stampa lenta | immagini ad alta risoluzione nel modello |
`,
    },
    en: english['stampante-non-stampa'],
  },
  {
    slug: 'etichette-tagliate-o-a-meta',
    category: 'printing',
    audience: 'signedIn',
    updatedAgoDays: 36,
    views: 402,
    related: ['stampante-non-stampa', 'lettori-di-codici-a-barre'],
    it: {
      title: 'Etichette tagliate o stampate a metà',
      summary: 'Formato del rotolo, driver e calibrazione: i tre posti in cui si decide la larghezza.',
      tags: ['etichette', 'Zebra', 'rotolo', 'formato', 'mag140'],
      body: `Un'etichetta tagliata vuol dire che **tre misure non coincidono**: quella del rotolo, quella del driver e quella del modello.

## Allineare le misure

1. **Rotolo**: misura un'etichetta con il righello, per esempio 100 × 150 mm.
2. **Driver**: *Dispositivi e stampanti → Preferenze di stampa → Formato*. Crea un formato con le misure vere.
3. **Modello**: in \`mag140\`, *Modello → Proprietà*, larghezza e altezza uguali a quelle del driver.

Dopo un cambio di server il driver viene spesso installato con un formato predefinito piccolo (62 mm): è la causa più frequente delle etichette «a metà».

## Calibrare

Tieni premuto il tasto di avanzamento finché la spia lampeggia due volte, poi rilascia. La stampante fa scorrere due o tre etichette e impara dove comincia ognuna.

## Codice a barre che non si legge

- Ingrandisci le barre: sotto 0,25 mm di modulo molti lettori faticano.
- Lascia **5 mm bianchi** ai lati del codice.
- Con supporto lucido il riflesso confonde il lettore: chiedi etichette **opache**.
- Se la stampa è sbiadita alza la temperatura di due punti o pulisci la testina con alcool isopropilico.

> Provare costa un'etichetta: stampa sempre una copia prima di lanciarne trecento.
`,
    },
  },
  {
    slug: 'lettori-di-codici-a-barre',
    category: 'printing',
    audience: 'public',
    updatedAgoDays: 49,
    views: 618,
    related: ['etichette-tagliate-o-a-meta', 'inventario-di-fine-anno'],
    it: {
      title: 'Lettori e terminali: suona ma non scrive',
      summary:
        'Il codice viene letto e la riga non compare: suffisso, lingua della tastiera e unità di misura.',
      tags: ['lettore', 'codice a barre', 'terminale', 'Invio', 'suffisso'],
      body: `Un lettore USB si comporta come una **tastiera velocissima**: scrive il codice e preme Invio. Se suona ma la riga non compare, manca l'Invio.

## La prova del Blocco note

Apri il Blocco note e leggi due articoli.

| Che cosa vedi | Che cosa vuol dire |
|---|---|
| due codici su due righe | il lettore è a posto |
| due codici attaccati | manca l'**Invio** in fondo |
| trattini al posto di altri segni | lingua della tastiera sbagliata |
| niente | cavo, porta USB o lettore guasto |

## Aggiungere l'Invio

Nel libretto del lettore cerca la pagina **Suffix**. Leggi in ordine: *Start configuration*, **CR** (o *Enter*), *Save*. Va fatto una volta per ogni lettore.

## Quantità moltiplicate per dieci

Capita con gli articoli a confezione: il terminale chiede i **pezzi** ma il programma li tratta come confezioni. Verifica l'unità in alto nella schermata di conta e, finché il software del terminale non è aggiornato, conta nell'unità che vedi scritta.

## Movimenti doppi

Con la batteria sotto il 10% alcuni terminali spediscono due volte. Dalla 9.2 il secondo invio viene rifiutato: se leggi *«movimento già ricevuto»* è tutto in ordine, non ripetere la lettura.
`,
    },
  },
  {
    slug: 'modelli-di-stampa-logo-e-campi',
    category: 'printing',
    audience: 'signedIn',
    updatedAgoDays: 88,
    views: 356,
    related: ['stampante-non-stampa', 'esportare-in-excel-e-pdf'],
    it: {
      title: 'Modelli di stampa: logo, campi e copie',
      summary: 'Cambiare il logo, aggiungere un campo e non perdere le modifiche al prossimo aggiornamento.',
      tags: ['modelli', 'logo', 'layout', 'stampe', 'sis050'],
      body: `I modelli si gestiscono in \`sis050\`. La regola d'oro: **non modificare i modelli standard**, duplicali. Gli standard vengono sostituiti a ogni aggiornamento, i tuoi no.

## Cambiare il logo

1. Prepara un PNG con sfondo trasparente, largo almeno 600 punti.
2. \`sis050\` → *Risorse → Logo aziendale → Sostituisci*.
3. Il logo cambia in tutti i modelli che lo usano.

## Aggiungere un campo

1. Duplica il modello (per esempio *Conferma d'ordine*) e dagli un nome che cominci con il nome dell'azienda.
2. Trascina il campo dall'elenco a sinistra nella zona giusta: testata, righe o piede.
3. Spunta **cresce in altezza** se il testo può andare a capo: un indirizzo di quattro righe non deve finire sotto il logo.
4. **Anteprima** con un documento vero, meglio se lungo.

## Rendere predefinito il modello

*Azioni → Predefinito per* → tutti, un reparto o un cliente. Per un cliente straniero puoi avere lo stesso modello in inglese: la lingua si prende dall'anagrafica.

## Prima di un aggiornamento

Da \`sis050\` premi **Esporta i miei modelli**: si crea un solo file. Dopo l'aggiornamento, se un campo è cambiato, la stampa *Modelli da rivedere* dice quali.
`,
    },
  },
  {
    slug: 'esportare-in-excel-e-pdf',
    category: 'printing',
    audience: 'public',
    updatedAgoDays: 31,
    views: 977,
    related: ['importare-listino-fornitore-da-excel', 'modelli-di-stampa-logo-e-campi'],
    it: {
      title: 'Esportare elenchi in Excel e documenti in PDF',
      summary: 'La scorciatoia che vale per ogni elenco, le colonne che mancano e i PDF tutti insieme.',
      tags: ['Excel', 'PDF', 'esportare', 'elenco', 'Ctrl+E'],
      body: `Qualsiasi elenco del programma si esporta in Excel con **\`Ctrl+E\`**: escono le righe filtrate, nell'ordine che vedi.

## Scegliere le colonne

1. Tasto destro sull'intestazione → **Scegli colonne**.
2. Spunta quelle che servono (partita IVA, PEC, codice destinatario…).
3. Se l'elenco ti servirà ancora, salva la vista con la **stellina**.

## Excel con o senza intestazioni

- *Con intestazioni*: titolo, filtri e totali, pensato per essere stampato.
- *Senza intestazioni*: solo righe e colonne, per tabelle pivot e importazioni.

Se le colonne sembrano sfalsate, hai aperto la prima volendo la seconda.

## Documenti in PDF

Dall'elenco seleziona più righe e scegli *Stampa → PDF*:

| Opzione | Risultato |
|---|---|
| Un solo file | tutti i documenti in fila |
| Un file per documento | una cartella, nome = numero e cliente |
| Invia per mail | ogni cliente riceve il suo |

Con *Un file per documento* i caratteri non ammessi nei nomi (\`/ \\ : * ?\`) vengono sostituiti con un trattino.

> Oltre 50.000 righe Excel diventa lento. Usa **CSV**: si apre lo stesso e si scrive in pochi secondi.
`,
    },
  },
];
