import type { DemoArticle } from '../types.ts';
import { english } from './english.ts';

/** Articles about systems and backup. */
export const systemsArticles: readonly DemoArticle[] = [
  {
    slug: 'backup-regola-e-prova-di-ripristino',
    category: 'systems',
    audience: 'public',
    updatedAgoDays: 10,
    views: 1090,
    related: ['aggiornamento-prima-e-dopo', 'programma-lento'],
    it: {
      title: 'Backup: la regola e la prova di ripristino',
      summary: 'Tre copie, due supporti, una fuori sede. E perché la mail verde non basta.',
      tags: ['backup', 'NAS', 'ripristino', 'bck001', '3-2-1'],
      body: `Un backup serve il giorno in cui va tutto storto, quindi si giudica da una cosa sola: **il ripristino funziona?**

## La regola 3-2-1

- **3** copie dei dati (quella in uso più due)
- su **2** supporti diversi, per esempio server e NAS
- **1** fuori sede, scollegata o in cloud

## Che cosa controllare ogni settimana

1. In \`bck001\` la data dell'ultima copia, per **ogni** destinazione. La mail verde parla solo di quella indicata nell'oggetto.
2. La dimensione: un calo improvviso è un allarme quanto un errore.
3. Lo spazio libero sul NAS, cestino compreso.

## «BCK-071 archivio in uso da altro processo»

Qualcuno è collegato durante la copia: di solito un PC lasciato acceso o una sincronizzazione pianificata alla stessa ora. Sposta l'orario, oppure attiva la **chiusura delle sessioni inattive** in \`sis020\`.

## La prova di ripristino

Due volte l'anno:

1. \`bck010\` → **Ripristina in prova** (non tocca i dati veri).
2. Apri l'archivio di prova e stampa un bilancio.
3. Confrontalo con quello vero alla data della copia.
4. Scrivi quanto tempo ci è voluto: è il tempo in cui l'azienda resterebbe ferma.

> Gli allegati sono in una cartella a parte. Controlla che ci sia anche quella.
`,
    },
    en: english['backup-regola-e-prova-di-ripristino'],
  },
  {
    slug: 'aggiornamento-prima-e-dopo',
    category: 'systems',
    audience: 'signedIn',
    updatedAgoDays: 1,
    views: 466,
    related: ['errore-217-modulo-non-trovato', 'backup-regola-e-prova-di-ripristino'],
    it: {
      title: 'Aggiornamento: che cosa fare prima e dopo',
      summary: 'La preparazione di dieci minuti che evita la telefonata delle otto di mattina.',
      tags: ['aggiornamento', 'versione', '9.2', 'preparazione', 'menu'],
      body: `Gli aggiornamenti si installano di notte. Bastano pochi gesti perché al mattino tutto parta.

## La sera prima

- **Chiudi il programma** su tutte le postazioni, terminali e tablet compresi. Una postazione accesa tiene occupati i file e resta a metà.
- Controlla che il backup della notte sia pianificato **prima** dell'aggiornamento.
- Esporta i tuoi modelli di stampa (\`sis050\`).

## La mattina dopo

1. Apri il programma su **una** postazione e guarda la versione in basso a destra.
2. Prova le tre cose che usi di più: un documento, una stampa, una ricerca.
3. Apri le altre postazioni: la prima volta ci mettono un minuto in più.
4. Leggi le **novità** dal punto esclamativo in alto.

## Problemi tipici

| Sintomo | Soluzione |
|---|---|
| \`Errore 217 modulo non trovato\` | [vedi la procedura](/faq/errore-217-modulo-non-trovato) |
| menu vuoto o incompleto | *Strumenti → Menu → Ripristina predefinito* |
| preferiti spariti | sono in una copia: apri un ticket, si recuperano |
| tutto lento per qualche ora | indicizzazione in corso, finisce da sola |
| versioni diverse su due PC | chiudi e riapri: si allinea da sé |

> Se proprio non si lavora, chiama o apri un ticket con priorità **bloccante**: serve il messaggio esatto e quante persone sono ferme.
`,
    },
  },
  {
    slug: 'errore-217-modulo-non-trovato',
    category: 'systems',
    audience: 'signedIn',
    updatedAgoDays: 1,
    views: 88,
    related: ['aggiornamento-prima-e-dopo'],
    it: {
      title: 'Errore 217 «modulo non trovato» dopo un aggiornamento',
      summary:
        'Una libreria non è stata copiata perché il programma era aperto: come sistemare la postazione da soli.',
      tags: ['errore 217', 'doc320q', 'prtbase92.dll', 'aggiornamento'],
      body: `Dopo un aggiornamento una maschera non si apre e compare:

\`\`\`
Errore 217 in doc320q.dll
modulo non trovato: prtbase92.dll
\`\`\`

La libreria citata nella seconda riga non è stata copiata su **quella postazione**, quasi sempre perché il programma era rimasto aperto durante la notte.

## Sistemare la postazione

1. Chiudi il programma su quel PC. Controlla in *Gestione attività* che non resti \`business.exe\`.
2. Avvia **Verifica installazione** dal menu Start, cartella Business 2026.
3. Premi **Ripara**: ricopia i file mancanti dal server, un minuto circa.
4. Riapri il programma.

Se *Ripara* risponde «file in uso», un'altra persona ha una sessione aperta su quel PC: disconnettila o riavvia.

## Intanto, per non fermare la spedizione

- \`doc320q\` (stampa rapida) → usa **\`doc320\`**: stesso documento, uno alla volta.
- \`mag140\` (etichette) → stampa dal DDT, pulsante **Etichette colli**.

## Se l'errore riguarda tutti i PC

Allora il file manca sul **server**: apri un ticket con priorità bloccante indicando il nome esatto della libreria. Non copiare la DLL da un'altra versione: sembra funzionare e poi le stampe escono sbagliate.
`,
    },
  },
  {
    slug: 'programma-lento',
    category: 'systems',
    audience: 'public',
    updatedAgoDays: 38,
    views: 1244,
    related: ['backup-regola-e-prova-di-ripristino', 'aggiornamento-prima-e-dopo'],
    it: {
      title: 'Il programma è lento: come capire dove',
      summary:
        'Tutto o solo una maschera, tutti o solo uno, sempre o a certe ore: tre domande che dimezzano i tempi.',
      tags: ['lento', 'prestazioni', 'server', 'antivirus', 'rete'],
      body: `«È lento» può avere venti cause. Tre domande le riducono a due o tre.

## Le tre domande

1. **Tutti o solo uno?** Solo un PC: è il PC o il suo cavo. Tutti: è il server o la rete.
2. **Tutto o solo una maschera?** Una maschera sola: è un archivio da compattare.
3. **Sempre o a certe ore?** A ore fisse: backup, antivirus o un'elaborazione pianificata.

## Che cosa provare

- **Un PC solo**: riavvia, controlla lo spazio su disco, prova con il cavo invece del wi-fi.
- **Una maschera sola**: \`sis030\` → **Compatta archivi**, di sera e senza utenti collegati.
- **Tutti**: guarda il disco del server in *Monitoraggio risorse*. Se è fisso al 100% annota quale processo scrive.

## Antivirus

La cartella dati di Business 2026 va **esclusa** dalla scansione in tempo reale. Quando si cambia antivirus l'esclusione si perde: è la prima cosa da verificare.

## Misurare

Premi \`Ctrl+Alt+P\`: si apre il riquadro dei tempi.

\`\`\`
rete        4 ms
archivio   38 ms
schermo   120 ms
\`\`\`

| Voce alta | Dove guardare |
|---|---|
| rete oltre 20 ms | cavo, switch, VPN |
| archivio oltre 200 ms | server, disco, antivirus |
| schermo oltre 500 ms | PC, scheda video, collegamento remoto |

Copia i tre numeri nel ticket: sono la prima cosa che ti chiederemo.
`,
    },
  },
  {
    slug: 'server-licenze-non-raggiungibile',
    category: 'systems',
    audience: 'signedIn',
    updatedAgoDays: 64,
    views: 233,
    related: ['programma-lento', 'aggiornamento-prima-e-dopo'],
    it: {
      title: 'LIC-009: impossibile connettersi al server licenze',
      summary:
        'Internet funziona ma il programma non parte: indirizzo, porta, VPN e le 72 ore di tolleranza.',
      tags: ['licenze', 'LIC-009', 'timeout', 'VPN', 'avvio'],
      body: `All'avvio compare:

\`\`\`
LIC-009 impossibile connettersi al server licenze (timeout)
\`\`\`

Le licenze sono sul **server aziendale**, non su internet: che la posta funzioni non dimostra nulla.

## Controlli

1. Sei **fuori sede**? Accendi prima la VPN, poi il programma.
2. Apri il prompt dei comandi e scrivi \`ping server-business\`. Se non risponde, è la rete.
3. Se risponde, prova la porta:

\`\`\`
Test-NetConnection server-business -Port 7420
\`\`\`

\`TcpTestSucceeded : False\` vuol dire firewall: la porta **7420** va permessa sul server e sul PC.

4. Sul server il servizio *Business Licenze* è avviato? Dopo un riavvio può volerci un minuto.

## Lavorare comunque

Le postazioni già usate hanno **72 ore** di tolleranza: se il programma propone *Continua senza server*, accetta. Le postazioni nuove invece devono collegarsi almeno una volta.

## LIC-012 «licenze esaurite»

Non è un guasto: ci sono più persone collegate che licenze. In \`sis025\` si vede chi è collegato e da quando; chiudendo le sessioni inattive di solito se ne libera una.

> Postazione in cantiere con linea instabile? Chiedi la licenza **mobile**: si rinnova ogni sette giorni invece che a ogni avvio.
`,
    },
  },
];
