import type { DemoCompany, DemoPerson, DemoProvider, DemoTeam, PersonId } from './types.ts';

/** Password of every account of the cast; these accounts exist only in the demo. */
export const DEMO_PASSWORD = 'prova-sportello';

/** Who gives support in the demo. */
export const demoProvider: DemoProvider = {
  name: 'Nordest Software',
  product: 'Business 2026',
  accentHue: 172,
  email: 'assistenza@nordest.example',
  phone: '+39 0422 000300',
};

/** The provider's teams. */
export const demoTeams: readonly DemoTeam[] = [
  { code: 'administration', name: { it: 'Amministrazione', en: 'Administration' } },
  { code: 'payroll', name: { it: 'Paghe', en: 'Payroll' } },
  { code: 'systems', name: { it: 'Sistemi', en: 'Systems' } },
];

/** The customer companies. */
export const demoCompanies: readonly DemoCompany[] = [
  {
    id: 'rossi',
    name: 'Rossi Impianti S.r.l.',
    vatNumber: '99900010267',
    address: { street: 'Via dei Mestieri 14', postcode: '31100', city: 'Treviso', province: 'TV' },
    phone: '+39 0422 000110',
    email: 'info@rossi.example',
    hold: null,
  },
  {
    id: 'bianchi',
    name: 'Bianchi Arredi S.p.A.',
    vatNumber: '99900020936',
    address: { street: 'Viale del Legno 8', postcode: '33170', city: 'Pordenone', province: 'PN' },
    phone: '+39 0434 000220',
    email: 'info@bianchi.example',
    hold: null,
  },
  {
    id: 'verdi',
    name: 'Verdi Logistica S.r.l.',
    vatNumber: '99900030281',
    address: { street: 'Corso Interporto 3, capannone B', postcode: '35127', city: 'Padova', province: 'PD' },
    phone: '+39 049 0000330',
    email: 'info@verdi.example',
    hold: {
      reason: 'Risultano scadute da oltre 60 giorni le fatture 318 e 402 del contratto di assistenza.',
      text: "L'assistenza per Verdi Logistica è sospesa per motivi amministrativi. I ticket restano registrati e riprendono da dove erano appena la sospensione viene tolta.",
      callWhom: 'Amministrazione Nordest Software, Elena Ricci, 0422 000301 (lun–ven 9–12:30)',
    },
  },
];

/** The fourteen people, in the order in which the demo presents them. */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: 'giulia',
    email: 'giulia@rossi.example',
    firstName: 'Giulia',
    lastName: 'Ferri',
    locale: 'it',
    memberships: [{ company: 'rossi', role: 'administrator' }],
    staff: null,
  },
  {
    id: 'marco',
    email: 'marco@rossi.example',
    firstName: 'Marco',
    lastName: 'Bassi',
    locale: 'it',
    memberships: [{ company: 'rossi', role: 'standard' }],
    staff: null,
  },
  {
    id: 'sara',
    email: 'sara@rossi.example',
    firstName: 'Sara',
    lastName: 'Neri',
    locale: 'it',
    memberships: [{ company: 'rossi', role: 'lowProfile' }],
    staff: null,
  },
  {
    id: 'paolo',
    email: 'paolo@bianchi.example',
    firstName: 'Paolo',
    lastName: 'Bianchi',
    locale: 'it',
    memberships: [{ company: 'bianchi', role: 'administrator' }],
    staff: null,
  },
  {
    id: 'chiara',
    email: 'chiara@bianchi.example',
    firstName: 'Chiara',
    lastName: 'Galli',
    locale: 'it',
    memberships: [
      { company: 'bianchi', role: 'standard' },
      { company: 'verdi', role: 'standard' },
    ],
    staff: null,
  },
  {
    id: 'ivo',
    email: 'ivo@verdi.example',
    firstName: 'Ivo',
    lastName: 'Verdi',
    locale: 'it',
    memberships: [{ company: 'verdi', role: 'administrator' }],
    staff: null,
  },
  {
    id: 'anna',
    email: 'anna@nordest.example',
    firstName: 'Anna',
    lastName: 'Conti',
    locale: 'it',
    memberships: [],
    staff: { role: 'supervisor', teams: ['administration', 'payroll', 'systems'] },
  },
  {
    id: 'luca',
    email: 'luca@nordest.example',
    firstName: 'Luca',
    lastName: 'Moretti',
    locale: 'it',
    memberships: [],
    staff: { role: 'operator', teams: ['administration'] },
  },
  {
    id: 'nadia',
    email: 'nadia@nordest.example',
    firstName: 'Nadia',
    lastName: 'Russo',
    locale: 'it',
    memberships: [],
    staff: { role: 'operator', teams: ['payroll'] },
  },
  {
    id: 'tommaso',
    email: 'tommaso@nordest.example',
    firstName: 'Tommaso',
    lastName: 'Greco',
    locale: 'it',
    memberships: [],
    staff: { role: 'operator', teams: ['systems'] },
  },
  {
    id: 'elena',
    email: 'elena@nordest.example',
    firstName: 'Elena',
    lastName: 'Ricci',
    locale: 'it',
    memberships: [],
    staff: { role: 'providerAdministrator', teams: ['administration', 'payroll', 'systems'] },
  },
  {
    id: 'dario',
    email: 'dario@esterno.example',
    firstName: 'Dario',
    lastName: 'Villa',
    locale: 'en',
    memberships: [],
    staff: { role: 'collaborator', teams: [] },
  },
  {
    id: 'ugo',
    email: 'ugo@rete.example',
    firstName: 'Ugo',
    lastName: 'Sala',
    locale: 'it',
    memberships: [
      { company: 'rossi', role: 'reseller' },
      { company: 'bianchi', role: 'reseller' },
    ],
    staff: null,
  },
  {
    id: 'rita',
    email: 'rita@rossi.example',
    firstName: 'Rita',
    lastName: 'Fontana',
    locale: 'it',
    memberships: [{ company: 'rossi', role: 'readOnly' }],
    staff: null,
  },
];

/**
 * A person of the cast.
 * @param id the short name
 * @throws {Error} when the cast has no such person
 */
export function demoPerson(id: PersonId): DemoPerson {
  const found = demoPeople.find((person) => person.id === id);
  if (!found) throw new Error(`nobody in the cast is called ${id}`);
  return found;
}
