/**
 * Endings that change the form of a word and not what it is about, longest first: Italian adjectives, nouns made of verbs,
 * verbs and plurals, then the few English ones.
 */
const ENDINGS = [
  'issimamente',
  'issimo issima issimi issime mentale azione azioni amento amenti imento imenti ibile ibili abile abili',
  'mente arono irono avano evano ivano iamo ando endo ante anti ente enti zione zioni arsi ersi irsi arla arlo arle arli',
  'are ere ire ato ata ati ate uto uta uti ute ito ita iti ite ano ono ava eva iva avo evo ivo erà erò ing ied ies',
  'à è ì ò ù ia ie io ii hi he ed es',
  'a e i o s',
]
  .join(' ')
  .split(' ');

/** What must be left of a word for its ending to go: shorter beginnings are those of too many other words. */
const LEAST = 4;

/** True for a word that is a code or a number, which has no forms. */
const hasDigit = (word: string): boolean => /\p{N}/u.test(word);

/**
 * The beginning that the forms of a word share: "lentissimo" and "lenta" are "lent", "collegate" and "collegamento" are
 * "colleg". The engine takes the last word of a query for the beginning of one, so that a stem finds them all.
 */
export function stemOf(word: string): string {
  if (hasDigit(word)) return word;
  const folded = word.toLowerCase();
  const ending = ENDINGS.find((end) => folded.endsWith(end) && folded.length - end.length >= LEAST);
  return ending === undefined ? folded : folded.slice(0, -ending.length);
}
