const SPELLED = new Map(
  [
    ...Intl.supportedValuesOf('timeZone'),
    ...['America/Argentina/ComodRivadavia', 'Brazil/DeNoronha', 'Chile/EasterIsland', 'Mexico/BajaNorte'],
    'Mexico/BajaSur',
  ].map((name) => [name.toLowerCase(), name]),
);

const CAPITALS = /^(gmt|utc|uct|us|gb|in|act|lhi|nsw)$/;
const SMALL = /^(of|es|au)$/;

/**
 * The name of a zone as the IANA database spells it, whatever its case. An alias stays that alias: runtimes know the case
 * of other names only, so theirs follows the database's habits.
 */
export function canonicalTimeZone(name: string): string {
  const lower = name.toLowerCase();
  const spelled = SPELLED.get(lower);
  if (spelled !== undefined) return spelled;
  // PRC, EST5EDT, W-SU
  if (/^([a-z]{3}|[a-z0-9+]*\d[a-z]*|gb|nz|nz-chat|w-su)$/.test(lower)) return lower.toUpperCase();
  return lower.replace(/[a-z]+/g, (word) => {
    if (CAPITALS.test(word)) return word.toUpperCase();
    return SMALL.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}
