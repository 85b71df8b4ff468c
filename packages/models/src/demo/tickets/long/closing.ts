import type { DemoTicket } from '../../types.ts';
import { closingTopics } from './closing-topics.ts';
import { closingVoice } from './closing-voice.ts';
import { composeThread } from './compose.ts';

/** #1007: a closing gone through account by account, more than 300 entries, now waiting for the customer. */
export const closing: DemoTicket = {
  number: 1007,
  company: 'bianchi',
  requester: 'paolo',
  title: 'Chiusura infrannuale: quadratura di tutti i conti',
  description:
    'Buongiorno. La banca ci chiede una **situazione infrannuale** fatta bene, e lo studio mi ha rimandato il prospetto con 26 conti in rosso.\n\nVorrei passarli uno per uno con voi invece di farmi correggere le cose senza capire. Nessuna fretta di un giorno, ma entro due mesi va chiusa.',
  category: 'accounting',
  subcategory: 'closing',
  priority: 'normal',
  requestType: 'assistance',
  openedAgoMinutes: 44 * 1440 + 15,
  steps: [
    { by: 'luca', afterMinutes: 33, take: true },
    {
      by: 'luca',
      afterMinutes: 21,
      message:
        'Buongiorno Paolo, volentieri, e approvo il metodo. Mi manda il prospetto dello studio? Seguiamo il loro ordine, così alla fine i due fogli si sovrappongono.',
    },
    {
      by: 'paolo',
      afterMinutes: 64,
      message:
        'Mandato per mail, tre pagine. Le righe in rosso le ha fatte la mia commercialista e calca molto la penna.',
    },
    {
      by: 'luca',
      afterMinutes: 48,
      note: "Prospetto ricevuto: 26 conti, scarto complessivo modesto. Quasi tutto registrazioni fuori mese o contropartite sbagliate. Un conto al giorno, mezz'ora.",
    },
    { by: 'luca', afterMinutes: 9, urgency: 'white' },
    {
      by: 'luca',
      afterMinutes: 1230,
      state: 'working',
      message:
        "Visto il prospetto. Propongo **un conto per volta**, mezz'ora quando ha tempo lei: io porto il mastrino, lei il documento. Cominciamo dalla cassa, che è la più antipatica.",
    },
    {
      by: 'paolo',
      afterMinutes: 31,
      message: "D'accordo. La cassa la conto stasera con le serrande abbassate.",
    },
    ...composeThread(closingTopics, closingVoice, (index) => Math.floor(index * 1.5)),
    {
      by: 'luca',
      afterMinutes: 2895,
      state: 'working',
      message:
        'Paolo, i 26 conti sono tutti in verde. Preparo il fascicolo: prospetto, mastrini bloccati e, per ogni conto, due righe su cosa era successo.',
    },
    {
      by: 'paolo',
      afterMinutes: 22,
      message: 'Ci abbiamo messo meno di quanto temessi. E adesso so dove guardare.',
    },
    {
      by: 'luca',
      afterMinutes: 1760,
      message:
        'Fascicolo pronto, 38 pagine, in *Documenti → Situazione infrannuale*. La prima pagina è il riassunto che vuole la banca.',
    },
    {
      by: 'anna',
      afterMinutes: 25,
      note: 'Letto: fatto molto bene. Chiedere a Paolo se possiamo ricavarne un esempio per la FAQ, senza nomi.',
    },
    {
      by: 'luca',
      afterMinutes: 1475,
      message:
        'Ultima cosa prima di bloccare il periodo da `con900`: dopo il blocco **nessuno** può più registrare in quei mesi, nemmeno voi amministratori, senza passare da noi.',
    },
    {
      by: 'luca',
      afterMinutes: 3,
      state: 'waiting_customer',
      message:
        'Mi dà il via libera al blocco? Se lo studio vuole ancora ritoccare gli ammortamenti, meglio prima che dopo.',
    },
  ],
  reads: { paolo: 300, luca: 'all', anna: 'all', chiara: 20 },
};
