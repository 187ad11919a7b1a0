import { expect } from 'chai';
import fc from 'fast-check';
import { emailOf, nameKey, usernameOf } from '../../../src/domain/identity/account-name.js';
import type { DomainError } from '../../../src/domain/errors.js';

const errorOf = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('nothing was thrown');
};

describe('A user name', () => {
  it('is kept as typed and unique by its key', () => {
    expect(usernameOf('  Ann.B_1-x ')).to.deep.equal({ text: 'Ann.B_1-x', key: 'ann.b_1-x' });
    expect(usernameOf('Зоя').key).to.equal('зоя');
  });

  it('is the same whatever its case, width or composition', () => {
    for (const same of ['zoë', 'ZOË', 'ｚｏë', 'zoe\u0308', ' Zoë ']) expect(nameKey(same), same).to.equal('zoë');
    expect(nameKey(nameKey('İpek'))).to.equal(nameKey('İpek'));
  });

  for (const bad of ['', 'ab', 'a'.repeat(33), 'a b c', 'ann@example', 'ann/..', 'a\u0000bc', 'a\u200bbc', '<b>ann']) {
    it(`is not ${JSON.stringify(bad)}`, () => {
      const error = errorOf(() => usernameOf(bad));
      expect(error).to.include({ kind: 'invalid', code: 'invalid-username' });
      expect(error.details.errors?.[0]?.path).to.equal('username');
    });
  }
});

describe('A user name that could be taken for another', () => {
  const isRefused = (name: string): boolean => {
    try {
      usernameOf(name);
      return false;
    } catch {
      return true;
    }
  };
  const LATIN = Array.from('abcdefghijklmnopqrstuvwxyzäéñøŁŠẞ');
  const CYRILLIC = Array.from('бвгджзийклмнптфцчшщъыьэюя');
  const OTHERS = Array.from('абвαβγאבاب가漢あアकก');
  const word = (letters: readonly string[]) =>
    fc.array(fc.constantFrom(...letters), { minLength: 3, maxLength: 12 }).map((found) => found.join(''));

  it('is refused: mixed scripts, letters drawn alike, nothing to be seen', () => {
    for (const name of [
      ...['аdmin', 'admın', 'ɑdmin', 'ᴀdmin', 'adｍіn', 'αdmin', 'admin٣', 'a\u0301dmіn', 'admi\u0307n'],
      ...[
        'адмın',
        'асе',
        'ѕсоре',
        'РАУРАӀ',
        'ΑΝΝΑ',
        'νινο',
        'օսօ',
        'ᎪᎠᎷ',
        'адмiн',
        'ann\u034f',
        'ann\u3164',
        'a\ufe0fnn',
      ],
    ]) {
      expect(isRefused(name), name).to.equal(true);
    }
  });

  it('is not one of a single script, also where a language is written in several', () => {
    for (const name of [
      ...['Şükrü_7', 'İpek', 'Nguyễn', 'Łukasz', 'Əli', 'Зоя', 'Вова', 'Їжак-2', 'Γιώργος', 'Օհան.ես'],
      ...['山田たろう', 'サッカー', '김철수', '金철수', 'علي_٣', 'רותי', 'प्रिया', 'สมชาย', 'kaʻiulani', 'ann.b-1'],
    ]) {
      expect(isRefused(name), name).to.equal(false);
    }
  });

  it('is refused wherever a letter of another script stands, and only then', () => {
    fc.assert(
      fc.property(word(LATIN), fc.constantFrom(...OTHERS), fc.nat(), (name, other, at) => {
        const place = at % (name.length + 1);
        expect(isRefused(name)).to.equal(false);
        expect(isRefused(name.slice(0, place) + other + name.slice(place))).to.equal(true);
      }),
    );
    fc.assert(
      fc.property(word(CYRILLIC), fc.constantFrom(...LATIN), (name, other) => {
        expect(isRefused(name)).to.equal(false);
        expect(isRefused(name + other)).to.equal(true);
      }),
    );
  });

  it('is refused or taken, never a second account, if all that differs is how letters are encoded', () => {
    const latin = Array.from('aceopxysijhd');
    const alike = new Map(latin.map((letter, index) => [letter, Array.from('асеорхуѕіјһԁ')[index] ?? '']));
    fc.assert(
      fc.property(word(latin), fc.infiniteStream(fc.boolean()), (name, swaps) => {
        const fake = Array.from(name, (letter) => (swaps.next().value === true ? alike.get(letter) : letter)).join('');
        expect(fake === name || isRefused(fake)).to.equal(true);
      }),
    );
  });
});

describe('An e-mail address', () => {
  it('is kept as typed and unique by its key', () => {
    expect(emailOf(' Ann+Tag@Example.ORG ')).to.deep.equal({ text: 'Ann+Tag@Example.ORG', key: 'ann+tag@example.org' });
  });

  it('may have a host of one part, and marks and dots before the @', () => {
    for (const good of ["o'neil@localhost", 'a..b@x-y.example', 'jörg@müller.example', '用户@例え.jp']) {
      expect(emailOf(good).text).to.equal(good);
    }
  });

  // The full-width @ becomes a plain one under NFKC: a second address must not slip in behind the first.
  for (const bad of [
    'ann',
    'a@',
    '@b',
    'a@b＠c',
    'a b@c',
    'a@b,c@d',
    '<a@b>',
    'a@b\r\nBcc: c@d',
    'a\0@b',
    'a\u200B@b',
    'a\u202Eb@c',
    'a\uD800@b',
    'a@b\u00ADc',
    'a@b.',
    'a@.b',
    'a@b..c',
    `${'a'.repeat(65)}@b`,
  ]) {
    it(`is not ${JSON.stringify(bad)}`, () => {
      expect(errorOf(() => emailOf(bad))).to.include({ kind: 'invalid', code: 'invalid-email' });
    });
  }
});
