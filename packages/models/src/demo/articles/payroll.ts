import type { DemoArticle } from '../types.ts';

/** Articles about payroll. */
export const payrollArticles: readonly DemoArticle[] = [
  {
    slug: 'chiusura-mese-errore-pa-1043',
    category: 'payroll',
    audience: 'signedIn',
    updatedAgoDays: 4,
    views: 377,
    related: ['cedolino-controlli-prima-della-stampa', 'f24-da-paghe'],
    it: {
      title: 'Chiusura mese: errore PA-1043 «progressivi non allineati»',
      summary:
        'Perché la chiusura `pa310` si ferma su un dipendente e come riallineare i progressivi senza ricalcolare tutto.',
      tags: ['pa310', 'PA-1043', 'chiusura mese', 'progressivi'],
      body: `Durante la chiusura (\`pa310\`) compare:

\`\`\`
PA-1043 progressivi non allineati: dipendente 0027
chiusura annullata
\`\`\`

La chiusura non ha scritto nulla: si può ripetere quante volte serve.

## Le tre cause

1. **Anagrafica copiata.** Il dipendente è nato con *Copia* da un rapporto precedente (per esempio uno stage) e si è portato dietro i progressivi.
2. **Cedolino annullato dopo la stampa.** I progressivi contano un mese che non c'è più.
3. **Versione diversa** del programma su due postazioni: quella vecchia non conosce i campi nuovi.

## Come si sistema

1. Apri \`pa110\`, cerca la matricola, scheda **Progressivi**.
2. Confronta la colonna *archivio* con *ricalcolo*. Se differiscono premi **Riallinea**.
3. Alla domanda sui contributi rispondi **Sì**.
4. Rilancia \`pa310\`.

Se si ferma su un altro dipendente non procedere uno alla volta: in \`pa115\` la stampa **Rapporti con la stessa matricola** li elenca tutti.

> **Controlla la versione** in basso a destra. Dev'essere uguale su tutte le postazioni che usano le paghe; se non lo è, chiudi il programma e riaprilo: si aggiorna da solo.

Per un nuovo rapporto della stessa persona usa sempre **Nuovo rapporto**, non *Copia*.
`,
    },
  },
  {
    slug: 'cedolino-controlli-prima-della-stampa',
    category: 'payroll',
    audience: 'public',
    updatedAgoDays: 18,
    views: 920,
    related: ['chiusura-mese-errore-pa-1043', 'ferie-e-permessi-negativi'],
    it: {
      title: 'Cedolini: i controlli prima della stampa',
      summary: 'Sei cose da guardare ogni mese prima di consegnare i cedolini, in dieci minuti.',
      tags: ['cedolini', 'controlli', 'pa200', 'stampa'],
      body: `Ristampare un cedolino già consegnato costa tempo e fiducia. Questi sei controlli si fanno dalla maschera \`pa200\` prima di premere **Stampa definitiva**.

## La lista

1. **Presenze complete.** *Giorni mancanti* dev'essere vuoto per tutti i reparti.
2. **Assunti e cessati del mese.** Il rateo dei giorni compare in alto a destra del cedolino.
3. **Ferie e permessi.** Ordina per residuo: un valore negativo di solito è una maturazione non elaborata.
4. **Trattamento integrativo e detrazioni.** La colonna *var.* segnala chi ha una differenza rispetto al mese prima.
5. **Conguagli 730.** Il totale rate deve coincidere con la stampa \`pa270\`.
6. **Netto.** Ordina per netto e guarda i primi tre e gli ultimi tre: gli errori grossi sono sempre lì.

## Confronto con il mese prima

Premi **Confronta** e scegli la soglia, per esempio 50 €: restano solo i cedolini con una variazione maggiore, e accanto c'è la voce che la spiega.

## Stampa in PDF separati

*Stampa → Un file per dipendente*. I nomi dei file vengono da cognome e nome: se la stampa si ferma con \`PA-2210\`, in anagrafica c'è uno spazio di troppo o un carattere non ammesso (\`/ \\ : * ?\`).

Dopo la consegna **non** riaprire il mese: le correzioni vanno nel mese seguente come arretrato.
`,
    },
  },
  {
    slug: 'ferie-e-permessi-negativi',
    category: 'payroll',
    audience: 'public',
    updatedAgoDays: 30,
    views: 655,
    related: ['cedolino-controlli-prima-della-stampa'],
    it: {
      title: 'Ferie negative sul cedolino',
      summary: 'Il segno meno non è una trattenuta: da dove viene e come si corregge.',
      tags: ['ferie', 'permessi', 'ROL', 'maturazione', 'pa240'],
      body: `Un residuo ferie negativo sul cedolino spaventa chi lo riceve, ma **non comporta nessuna trattenuta**: è un saldo, non una voce pagata.

## Da dove viene

- **Maturazione non elaborata** per quel reparto. È il caso più comune: \`pa240\` è stato lanciato con il filtro dell'ultima volta.
- **Residuo dell'anno prima non riportato.** A gennaio va lanciato \`pa245\`.
- **Ferie godute in anticipo.** In questo caso il negativo è vero.
- **Contratto part time cambiato a metà mese.** La maturazione va spezzata in due.

## Come si verifica

1. \`pa250\`, scegli il dipendente.
2. Guarda la colonna **maturato** mese per mese: un mese a zero è quello mancante.
3. Rilancia \`pa240\` **senza filtri** per quel mese. L'elaborazione non duplica: ricalcola.

## E il cedolino già consegnato?

Se la stampa è definitiva non va rifatta. Il saldo corretto comparirà nel mese successivo; se il dipendente lo chiede puoi dargli la stampa **Situazione ferie** (\`pa255\`), che è già aggiornata.

| Voce | Matura | Si azzera |
|---|---|---|
| Ferie | ogni mese | mai, si riportano |
| Permessi ROL | ogni mese | secondo il contratto |
| Ex festività | quando cadono | a fine anno, pagate o riportate |
`,
    },
  },
  {
    slug: 'f24-da-paghe',
    category: 'payroll',
    audience: 'signedIn',
    updatedAgoDays: 45,
    views: 489,
    related: ['chiusura-mese-errore-pa-1043', 'certificazione-unica-correzioni'],
    it: {
      title: 'F24 dalle paghe: generarlo e correggerlo',
      summary: 'Dalla chiusura del mese al file per la banca, e che cosa fare se un tributo è sbagliato.',
      tags: ['F24', 'contributi', 'UniEmens', 'pa500', 'pa520'],
      body: `L'F24 delle paghe nasce dalla **chiusura del mese** e si versa entro il **16 del mese dopo**.

## Generarlo

1. Chiudi il mese con \`pa310\`.
2. \`pa500\` → **Genera delega**. Ogni sede INPS e ogni regione diventano una riga.
3. Controlla il totale con la stampa **Riepilogo costi** (\`pa320\`).
4. **Esporta per la banca**: il file va caricato nell'home banking.
5. Dopo il pagamento, in \`pa520\`, **Conferma versamento** con la data vera.

Il punto 5 non è facoltativo: il modello 770 e la Certificazione Unica leggono solo le deleghe in stato *versato*.

## Correggere un tributo

- **Delega non ancora pagata**: \`pa520\` → *Annulla*, correggi il cedolino, rigenera.
- **Delega pagata con importo in più**: il credito si recupera in compensazione il mese dopo, dallo stesso codice.
- **Codice tributo o periodo sbagliato**: non si rifà l'F24. Si presenta una richiesta di correzione (CIVIS) con il tuo consulente.

## Se una delega compare doppia

Di solito una delle due è stata annullata ma non cancellata. In \`pa520\` togli la spunta *mostra solo attive*: quella in grigio si può eliminare con **Canc**, la contabilità non cambia.
`,
    },
  },
  {
    slug: 'certificazione-unica-correzioni',
    category: 'payroll',
    audience: 'public',
    updatedAgoDays: 95,
    views: 560,
    related: ['f24-da-paghe'],
    it: {
      title: 'Certificazione Unica: file scartato e correzioni',
      summary: 'I motivi di scarto più frequenti e la differenza tra annullamento e sostituzione.',
      tags: ['CU', 'certificazione unica', 'scarto', 'sostitutiva', 'pa600'],
      body: `Il file della Certificazione Unica si prepara in \`pa600\`. Le scadenze dell'anno sono scritte nella prima pagina della maschera.

## Scarti frequenti

| Messaggio | Causa |
|---|---|
| Codice fiscale non presente in Anagrafe | cognome cambiato o codice digitato male |
| Codice sede non valido | più sedi con lo stesso numero |
| Protocollo della CU da sostituire assente | stai sostituendo una CU mai inviata |
| Dati previdenziali non congruenti | mesi barrati senza imponibile |

Lo scarto riguarda **la singola certificazione** o tutto il file: lo dice la prima riga della ricevuta. Se è tutto il file, si rimanda con lo stesso contenuto entro cinque giorni.

## Sostituire o annullare

- **Sostitutiva**: la CU c'è, ma con dati sbagliati. In \`pa610\` scegli la persona, *Tipo invio = S*, correggi. Serve il protocollo dell'invio originale, che il programma propone.
- **Annullamento**: la CU non doveva esserci. *Tipo invio = A*.

## Prima di inviare

1. Controlla con \`pa620\` che il totale ritenute sia uguale ai versamenti del 770.
2. Verifica che ogni F24 sia in stato *versato* (\`pa520\`).
3. Passa il file nel programma di controllo dell'Agenzia, dal pulsante **Controlla**.

La persona ha diritto alla copia corretta: dopo l'invio ristampala e consegnala.
`,
    },
  },
];
