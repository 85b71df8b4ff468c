import type { DemoTicket } from '../../types.ts';
import { composeThread } from './compose.ts';
import { migrationTopics } from './migration-topics.ts';
import { migrationVoice } from './migration-voice.ts';

/** #1001: two months of moving a branch's archives, more than 300 entries, still going on. */
export const migration: DemoTicket = {
  number: 1001,
  company: 'rossi',
  requester: 'giulia',
  title: 'Filiale di Conegliano: passaggio da Business 2019 a Business 2026',
  description:
    'Buongiorno, come concordato in riunione apriamo un ticket unico per il passaggio della **filiale di Conegliano** da Business 2019 a Business 2026.\n\nVorrei tenere qui tutto, archivio per archivio:\n\n1. voi caricate in prova\n2. io controllo\n3. spunta verde e si va avanti\n\nLa filiale sono 11 persone e non può fermarsi, quindi si lavora sempre su copie. Referente io, in mia assenza Marco.',
  category: 'systems',
  subcategory: 'updates',
  priority: 'high',
  requestType: 'request',
  openedAgoMinutes: 58 * 1440 - 25,
  steps: [
    { by: 'tommaso', afterMinutes: 18, take: true },
    { by: 'tommaso', afterMinutes: 4, urgency: 'white' },
    {
      by: 'tommaso',
      afterMinutes: 26,
      message:
        'Ciao Giulia, preso. Il metodo va benissimo così: un archivio per volta e la tua spunta prima di passare al successivo. Oggi preparo la copia di prova della filiale.',
    },
    {
      by: 'giulia',
      afterMinutes: 35,
      message:
        'Perfetto. Dal lato nostro i controlli li faccio io, quindi al massimo un archivio al giorno 🙂',
    },
    {
      by: 'anna',
      afterMinutes: 50,
      note: 'Progetto a corpo, 26 archivi. Tommaso capofila; per la parte contabile chiede a Luca.',
    },
    {
      by: 'tommaso',
      afterMinutes: 1240,
      state: 'working',
      message:
        "Copia di prova pronta. È un'installazione separata: utente `prova`, stesso menu del vostro, sfondo **arancione** per non confondersi. Tutto quello che ci fate dentro si può buttare.",
    },
    { by: 'giulia', afterMinutes: 22, message: "Entrata. L'arancione si nota, confermo." },
    ...composeThread(migrationTopics, migrationVoice, (index) => 1 + index * 2),
    {
      by: 'tommaso',
      afterMinutes: 2880,
      state: 'working',
      message:
        "Giulia, con questo i 26 archivi sono **tutti verdi**. Adesso rifaccio il passaggio completo dall'inizio, tutto insieme e cronometrato, come se fosse il giorno vero.",
    },
    { by: 'giulia', afterMinutes: 40, message: 'Non ci credo ancora. Quanto pensi che duri?' },
    {
      by: 'tommaso',
      afterMinutes: 25,
      message:
        'Stima: 5 ore e 20, di cui 3 solo per gli allegati. Se sta sotto le 6 il giorno del passaggio chiudiamo alle 13 e riaprite la mattina dopo.',
    },
    {
      by: 'anna',
      afterMinutes: 60,
      note: 'Ore consuntivate 71 su 80. Ci stiamo, anche con la seconda prova generale.',
    },
    {
      by: 'tommaso',
      afterMinutes: 2820,
      message:
        'Prova generale finita: **5 ore e 41 minuti**, nessun errore, un avviso sui modelli di stampa che conosciamo già. Ti mando la tabella dei tempi:\n\n| fase | minuti |\n|---|---|\n| anagrafiche | 24 |\n| contabilità e IVA | 71 |\n| magazzino e ordini | 58 |\n| allegati | 188 |',
    },
    {
      by: 'giulia',
      afterMinutes: 1835,
      message: 'Ottimo. Ho fatto i miei controlli a campione sulla prova generale: **48 su 50**.',
    },
    {
      by: 'giulia',
      afterMinutes: 6,
      message:
        'I due che non tornano: il cliente 00218 ha di nuovo il codice destinatario vuoto, e la commessa `24-118` ha la manodopera doppia.',
    },
    {
      by: 'giulia',
      afterMinutes: 95,
      message:
        "Ho guardato meglio la 24-118: è doppia perché ieri qualcuno in filiale l'ha modificata mentre girava la prova. Quella quindi è colpa nostra. Resta Le Betulle.",
    },
  ],
  reads: { giulia: 'all', marco: 40, rita: 12, tommaso: 310, anna: 290 },
};
