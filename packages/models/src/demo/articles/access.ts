import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about access and support. */
export const accessArticles: readonly DemoArticle[] = [
  {
    slug: 'scrivere-un-ticket-efficace',
    category: 'access',
    audience: 'public',
    updatedAgoDays: 14,
    views: 1560,
    related: ['stati-del-ticket-e-tempi', 'ruoli-e-permessi-sul-portale'],
    it: {
      title: 'Scrivere un ticket che si risolve in fretta',
      summary: 'Che cosa mettere nella descrizione perché la prima risposta sia già una soluzione.',
      tags: ['ticket', 'descrizione', 'errore', 'priorità', 'consigli'],
      body: `Metà del tempo di un ticket se ne va in domande. Con cinque informazioni la prima risposta è spesso quella giusta.

## Le cinque informazioni

1. **Programma e maschera**: il codice è nel titolo della finestra, per esempio \`doc320q\`.
2. **Messaggio esatto**, copiato e incollato. Se non si copia, una schermata (\`Win + Maiusc + S\`, poi \`Ctrl+V\` nella risposta).
3. **Un esempio**: numero di fattura, codice cliente, matricola.
4. **I passi**: che cosa hai premuto, in ordine.
5. **Chi e quanti**: solo tu o tutti? Da quando?

## Confronto

> ❌ «Non funziona la stampa, urgente!!»

> ✅ «In \`doc320q\`, stampando il DDT 2207 con il modello 2, manca il codice a barre. Dal PC di Giulia esce. Da stamattina.»

Il secondo si risolve con una risposta sola.

## Quale priorità

| Priorità | Quando |
|---|---|
| Bassa | una domanda, una miglioria |
| Normale | un errore che si può aggirare |
| Alta | un lavoro con una scadenza è fermo |
| **Bloccante** | più persone non possono lavorare |

*Bloccante* si può scegliere solo all'apertura. Se un problema peggiora apri un ticket nuovo e cita il precedente.

## Un argomento per ticket

Due problemi nello stesso ticket prendono il tempo del più lento. Aprine due: vanno ai reparti giusti e si chiudono da soli.
`,
    },
    en: english['scrivere-un-ticket-efficace'],
  },
  {
    slug: 'stati-del-ticket-e-tempi',
    category: 'access',
    audience: 'public',
    updatedAgoDays: 16,
    views: 873,
    related: ['scrivere-un-ticket-efficace', 'ruoli-e-permessi-sul-portale'],
    it: {
      title: 'Gli stati di un ticket e i tempi di risposta',
      summary: 'Che cosa vuol dire ogni stato, a chi tocca e quando il ticket si chiude da solo.',
      tags: ['stati', 'tempi', 'presa in carico', 'chiusura', 'riapertura'],
      body: `In alto nel ticket leggi sempre **a chi tocca**.

| Stato | A chi tocca |
|---|---|
| Da autorizzare | all'amministratore della tua azienda |
| Ricevuto | all'assistenza |
| Preso in carico, In lavorazione | all'assistenza |
| **Tocca a te** | a te: c'è una domanda |
| In sviluppo | ai programmatori |
| Inoltrato al produttore | a un fornitore esterno |
| Pianificato per il… | a nessuno, fino a quel giorno |
| **Risolto: confermi?** | a te |
| Chiuso | a nessuno |

## I tempi

- **Presa in carico**: entro 8 ore lavorative.
- **Urgenza rossa**: entro un giorno lavorativo; **bianca**: entro cinque.
- Il tempo in cui tocca a te **non** si conta.

La scadenza è scritta nel ticket, a destra.

## La chiusura

Quando l'assistenza segna *risolto* puoi confermare con un clic oppure rispondere: con una risposta il ticket torna in lavorazione. Senza notizie si chiude da solo dopo **3 giorni**; il giorno prima arriva un avviso.

## Riaprire

Un ticket chiuso si riapre scrivendo, entro **15 giorni**. Dopo, il pulsante propone un ticket nuovo già collegato al vecchio, con gli stessi dati.

> I segni accanto al titolo: \`!!\` vuol dire che c'è qualcosa che non hai letto, \`??\` che il tuo ultimo messaggio non è ancora stato letto.
`,
    },
    en: english['stati-del-ticket-e-tempi'],
  },
  {
    slug: 'password-dimenticata-o-utente-bloccato',
    category: 'access',
    audience: 'public',
    updatedAgoDays: 22,
    views: 1418,
    related: ['app-agenti-credenziali-non-valide', 'ruoli-e-permessi-sul-portale'],
    it: {
      title: 'Password dimenticata o utente bloccato',
      summary: 'La differenza tra password del portale e del programma, e chi può sbloccare.',
      tags: ['password', 'blocco', 'accesso', 'reimpostare', 'sis010'],
      body: `Le password sono due: quella del **portale di assistenza** (questo sito) e quella di **Business 2026**. Non sono collegate.

## Portale

1. Nella pagina di accesso premi **Password dimenticata?**
2. Scrivi il tuo indirizzo: se è registrato ricevi un collegamento valido una volta sola.
3. Scegli una password di almeno 12 caratteri.

Non arriva nulla? Guarda nella posta indesiderata, poi chiedi al tuo amministratore se l'indirizzo registrato è quello giusto.

## Business 2026

Dopo **tre tentativi** sbagliati l'utente si blocca:

> utente bloccato, rivolgersi all'amministratore

Lo sblocca un amministratore della tua azienda da \`sis010\` → *Azioni → Sblocca*. Al primo accesso il programma chiede una password nuova.

Se l'amministratore non c'è possiamo farlo noi, ma serve il suo **sì scritto** nel ticket: basta che risponda «ok» dal telefono. Non sblocchiamo su richiesta di altri, nemmeno per cortesia.

## Una buona password

- lunga è meglio che complicata: tre parole a caso vanno benissimo
- mai la stessa del portale, mai quella della posta
- niente accenti se usi anche l'app sui tablet con versione precedente alla 4.6.3

Se sospetti che qualcuno la conosca **cambiala subito** e poi avvisaci.
`,
    },
  },
  {
    slug: 'ruoli-e-permessi-sul-portale',
    category: 'access',
    audience: 'public',
    updatedAgoDays: 55,
    views: 429,
    related: ['stati-del-ticket-e-tempi', 'password-dimenticata-o-utente-bloccato'],
    it: {
      title: 'Ruoli sul portale: chi vede e chi fa che cosa',
      summary:
        'Amministratore, utente, profilo limitato, sola lettura e rivenditore: i permessi in una tabella.',
      tags: ['ruoli', 'permessi', 'amministratore', 'autorizzazione', 'colleghi'],
      body: `Ogni persona ha un **ruolo per azienda**. Chi lavora per due aziende può avere due ruoli diversi e passa dall'una all'altra in alto a destra.

| Ruolo | Apre ticket | Vede quelli dei colleghi | Autorizza | Invita |
|---|---|---|---|---|
| Amministratore | sì | sì | sì | sì |
| Utente | sì | sì | no | no |
| Profilo limitato | sì, da autorizzare | no | no | no |
| Sola lettura | no | sì | no | no |
| Rivenditore | sì, per più aziende | sì | no | no |

## Ticket da autorizzare

Il ticket di un *profilo limitato* resta **Da autorizzare** finché un amministratore non lo lascia passare. Fino a quel momento l'assistenza non lo vede e nessun tempo corre. Se gli amministratori sono più d'uno decide il primo che risponde.

## Invitare un collega

*Azienda → Contatti → Invita*. La persona riceve una mail, sceglie la password e accetta l'informativa.

## Quando qualcuno se ne va

Togli l'accesso il giorno stesso: *Contatti → Togli accesso*. I suoi ticket e i suoi messaggi **restano**, con il suo nome, e un collega può continuarli.

> L'assistenza non aggiunge e non toglie persone: lo decide sempre un amministratore dell'azienda.
`,
    },
  },
  {
    slug: 'assistenza-remota-come-funziona',
    category: 'access',
    audience: 'public',
    updatedAgoDays: 80,
    views: 690,
    related: ['scrivere-un-ticket-efficace', 'password-dimenticata-o-utente-bloccato'],
    it: {
      title: 'Assistenza remota: come funziona e che cosa vediamo',
      summary: 'Chi avvia il collegamento, quanto dura, che cosa resta scritto e come interromperlo.',
      tags: ['assistenza remota', 'collegamento', 'privacy', 'codice'],
      body: `Quando serve guardare insieme lo schermo ti chiediamo un **collegamento remoto**. Parte sempre da te e solo durante un ticket.

## Come si avvia

1. Nel programma: *Aiuto → Assistenza remota*. Senza programma: il pulsante è anche nella pagina di accesso al portale.
2. Leggi al tecnico il **codice di nove cifre**: vale una volta e scade in dieci minuti.
3. Premi **Consenti** quando compare il suo nome. Se il nome non è quello del tecnico del ticket, rifiuta.

## Che cosa vediamo

Solo lo schermo che scegli. Prima di consentire chiudi posta, home banking e documenti personali: è un consiglio che diamo a tutti.

Mouse e tastiera restano tuoi: se li muovi, il tecnico si ferma.

## Che cosa resta

- nel ticket: chi si è collegato, da che ora a che ora
- nessuna registrazione video, a meno che tu non la chieda
- i file copiati, elencati uno per uno

## Interrompere

Premi la **barra rossa** in alto oppure chiudi il programma. Non serve dare spiegazioni.

## Di notte

Aggiornamenti e manutenzioni si fanno con un accesso diverso, previsto dal contratto. L'elenco degli accessi è in *Azienda → Accessi dell'assistenza*.

> Non ti chiederemo mai la password, né al telefono né per iscritto. Se qualcuno lo fa a nome nostro, riaggancia e scrivici.
`,
    },
  },
];
