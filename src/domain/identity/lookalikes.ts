/**
 * Whether a name could be shown as somebody else's: single scripts, restricted letters and whole-script confusables as
 * in Unicode Technical Standard 39, https://www.unicode.org/reports/tr39/. Digits and letters of ASCII that are alike
 * (0 and O, rn and m) are left to the eye.
 * @param name under NFKC, of letters, marks, digits, `.`, `_` and `-`
 */
export function isLookalike(name: string): boolean {
  const ofOneScript = SCRIPTS.some((script) => script.test(name));
  return !ofOneScript || UNSEEN.test(name) || DOTTED_TWICE.test(name) || LOOKS_LATIN.test(name);
}

/** What goes with every script: marks that belong to none, and the apostrophes that are letters. */
const COMMON = String.raw`0-9._\-\p{scx=Inherited}ʻʼ`;

/** Without the letters of phonetics and the clicks, many of which are drawn like a plain one: no ı, ɑ, ɡ, ᴏ or ǀ. */
const LATIN = String.raw`a-zA-Z\u00C0-\u0130\u0132-\u0183\u0186-\u0195\u0197-\u01BF\u01C4-\u0236\u0238-\u024F\u1E00-\u1EFFəɓɔɖɗɛɣɲʃʊʋʒ`;

/** Those in general use: Unicode Standard Annex 31, table 5. Three languages are written in several. */
const SCRIPTS: readonly RegExp[] = [
  LATIN,
  ...(
    'Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han,Bopomofo ' +
    'Han,Hangul Han,Hiragana,Katakana Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana ' +
    'Thai Tibetan'
  )
    .split(' ')
    .map((scripts) => scripts.replaceAll(/(\w+),?/g, String.raw`\p{scx=$1}`)),
].map((letters) => new RegExp(`^[${COMMON}${letters}]+$`, 'u'));

const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/** The second dot is drawn over the first. */
const DOTTED_TWICE = /[ij]\u0307/u;

/** Names in which every letter is drawn like a Latin one, though all are Cyrillic, Greek or Armenian. */
const CYRILLIC = 'аеёһіїјӏорсԁԛѕԝухѵАВЕЁНІЇЈӀКМОРСЅТԚԜУХ';
const GREEK = 'αγινορσυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const ARMENIAN = 'հոսցզօյ';
const LOOKS_LATIN = new RegExp(
  `^[0-9._-]*[${CYRILLIC}${GREEK}${ARMENIAN}][0-9._${CYRILLIC}${GREEK}${ARMENIAN}-]*$`,
  'u',
);
