const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Italian words that tell nothing by themselves; the list of the Snowball project. */
const italian = words(`
  ad al allo ai agli all agl alla alle con col coi da dal dallo dai dagli dall dagl dalla dalle di del dello dei degli dell
  degl della delle in nel nello nei negli nell negl nella nelle su sul sullo sui sugli sull sugl sulla sulle per tra contro
  io tu lui lei noi voi loro mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra
  vostri vostre mi ti ci vi lo la li le gli ne il un uno una ma ed se perché anche come dov dove che chi cui non più quale
  quanto quanti quanta quante quello quelli quella quelle questo questi questa queste si tutto tutti a c e i l o ho hai ha
  abbiamo avete hanno abbia abbiate abbiano avrò avrai avrà avremo avrete avranno avrei avresti avrebbe avremmo avreste
  avrebbero avevo avevi aveva avevamo avevate avevano ebbi avesti ebbe avemmo aveste ebbero avessi avesse avessimo avessero
  avendo avuto avuta avuti avute sono sei è siamo siete sia siate siano sarò sarai sarà saremo sarete saranno sarei saresti
  sarebbe saremmo sareste sarebbero ero eri era eravamo eravate erano fui fosti fu fummo foste furono fossi fosse fossimo
  fossero essendo faccio fai facciamo fanno faccia facciate facciano farò farai farà faremo farete faranno farei faresti
  farebbe faremmo fareste farebbero facevo facevi faceva facevamo facevate facevano feci facesti fece facemmo faceste fecero
  facessi facesse facessimo facessero facendo sto stai sta stiamo stanno stia stiate stiano starò starai starà staremo
  starete staranno starei staresti starebbe staremmo stareste starebbero stavo stavi stava stavamo stavate stavano stetti
  stesti stette stemmo steste stettero stessi stesse stessimo stessero stando
`);

/** English words that tell nothing by themselves. */
const english = words(`
  about after all also am an and another any are as at be because been before being between both but by came can come could
  did do each for from get got has had he have her here him himself his how if in into is it like make many me might more
  most much must my never now of on only or other our out over said same should since some still such take than that the
  their them then there these they this those through to too under up very was way we well were what where which while who
  with would you your a i
`);

/** Politeness and filling of the descriptions people write to support. */
const courtesies = words(`
  buongiorno buonasera buon giorno salve ciao gentile gentili egregio egregi spett spettabile cordiali cordialmente saluto
  saluti distinti grazie ringrazio ringraziamo anticipatamente prego cortesia cortesemente favore scusi scusate aiuto vorrei
  vorremmo volevo volevamo potete potreste può posso possiamo devo dobbiamo oggi ieri adesso ora poi però quando quindi
  sempre mai già ancora solo molto qualche stamattina stato stata viene cosa cose perche piu puo gia cosi riesco riusciamo
  riesce bisogna vuol dire vogliono significa fare fa va
  hello hi dear thanks thank please regards kind best sincerely help want need today yesterday just when been
`);

/** Words inside the names of trade documents ("documento di trasporto"): dropping them would break their synonyms. */
const joints: ReadonlySet<string> = new Set(['di', 'of']);

/** Words the engine ignores. */
export const stopWords: readonly string[] = [...new Set([...italian, ...english])].filter(
  (word) => !joints.has(word),
);

/** Words that are the first to go when only some of a long text can be searched for. */
export const untellingWords: ReadonlySet<string> = new Set([...italian, ...english, ...courtesies]);
