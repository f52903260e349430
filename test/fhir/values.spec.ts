// States the forms of tokens, strings, references, numbers, quantities and uris. https://hl7.org/fhir/R4/search.html#ptypes
import { expect } from 'chai'
import fc from 'fast-check'
import { escape, splitAt, unescape } from '../../src/fhir/escape.ts'
import { approximateNumber, parseNumber, parseNumberValue } from '../../src/fhir/number.ts'
import { parseQuantityValue } from '../../src/fhir/quantity.ts'
import { parseReferenceValue } from '../../src/fhir/reference.ts'
import { fold, matchesString, parseStringValue } from '../../src/fhir/string.ts'
import { parseTokenValue } from '../../src/fhir/token.ts'
import { parseUriValue } from '../../src/fhir/uri.ts'

const refuses = (read: () => unknown, parameter: string): void => {
  expect(read).to.throw(parameter).with.property('code', 'parse-value')
}

describe('escapes', () => {
  it('are undone by unescape, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => unescape(escape(text)) === text))
  })
  it('keep a separator from parting a value', () => {
    expect(splitAt('a\\|b|c\\\\|d', '|').map(unescape)).to.deep.equal(['a|b', 'c\\', 'd'])
  })
})

describe('tokens', () => {
  it('tell any system, one system, no system and any code apart', () => {
    expect(parseTokenValue('code', 'ha125')).to.deep.equal({ code: 'ha125' })
    expect(parseTokenValue('code', 'http://acme.org|ha125')).to.deep.equal({ system: 'http://acme.org', code: 'ha125' })
    expect(parseTokenValue('code', '|ha125')).to.deep.equal({ system: '', code: 'ha125' })
    expect(parseTokenValue('code', 'http://acme.org|')).to.deep.equal({ system: 'http://acme.org' })
  })
  it('may hold an escaped bar', () => expect(parseTokenValue('code', 'a\\|b')).to.deep.equal({ code: 'a|b' }))
  for (const text of ['', '|', 'a|b|c'])
    it(`refuses '${text}'`, () => refuses(() => parseTokenValue('code', text), 'code'))
})

describe('strings', () => {
  it('folds texts of plain letters as it folds all others', () => {
    // The definition, without regard to which letters a text has.
    const slow = (text: string): string => fold(`\u00e9${text}\u00e9`).slice(1, -1).trim()
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (text) => {
        expect(fold(text)).to.equal(slow(text))
      }),
    )
  })

  it('are alike without case and accents', () => {
    expect(fold('Müller')).to.equal(fold('MULLER'))
    expect(fold('Mu\u0308ller')).to.equal('muller')
    expect(fold('ΟΔΟΣ')).to.equal(fold('οδοσ'))
    expect(fold("O'Brien")).to.equal("o'brien")
    expect(['Straße', 'STRASSE', 'STRAẞE'].map(fold)).to.deep.equal(['strasse', 'strasse', 'strasse'])
    expect(['Irmak', 'İrmak', 'ırmak'].map(fold)).to.deep.equal(['irmak', 'irmak', 'ırmak'])
    expect(fold('\u3000De  la\tCruz ')).to.equal('de la cruz')
    expect(fold('\u0301')).to.equal('\u0301')
  })
  it('match at the start, anywhere, or exactly as served', () => {
    expect(matchesString('Eve', 'eve', 'starts')).to.equal(true)
    expect(matchesString('Évelyn', 'eve', 'starts')).to.equal(true)
    expect(matchesString('Severine', 'eve', 'starts')).to.equal(false)
    expect(matchesString('Severine', 'eve', 'contains')).to.equal(true)
    expect(matchesString('Eve', 'eve', 'exact')).to.equal(false)
  })
  it('are unescaped, and refused when blank', () => {
    expect(parseStringValue('name', 'a\\$b')).to.equal('a$b')
    refuses(() => parseStringValue('name', '  '), 'name')
    expect(parseStringValue('name', '\u0301')).to.equal('\u0301')
  })
})

describe('references', () => {
  const bases = ['https://fhir.example.org/portal/1', 'https://fhir.example.org/portal/12/']
  const read = (text: string): unknown => parseReferenceValue('subject', text, bases)
  it('are an id, a type and id, or a URL of our own', () => {
    expect(read('pat-1')).to.deep.equal({ kind: 'local', id: 'pat-1' })
    const patient = { kind: 'local', type: 'Patient', id: 'pat-1' }
    expect(read('Patient/pat-1')).to.deep.equal(patient)
    expect(read('https://fhir.example.org/portal/1/Patient/pat-1')).to.deep.equal(patient)
    expect(read('https://fhir.example.org/portal/12/Patient/pat-1')).to.deep.equal(patient)
  })
  it('of another server stay absolute, also one whose base begins like ours', () => {
    for (const url of [
      'http://other.org/Patient/1',
      'https://fhir.example.org/portal/123/Patient/1',
      'urn:uuid:53fe',
    ]) {
      expect(read(url)).to.deep.equal({ kind: 'absolute', url })
    }
  })
  for (const text of [
    '',
    'Patient/',
    'Patients/1',
    'a b',
    '#c',
    'Patient/1/x',
    'Patient/1/_history/2',
    'x'.repeat(65),
  ]) {
    it(`refuse '${text}'`, () => refuses(() => read(text), 'subject'))
  }
  it('under our base are checked like local ones', () => {
    refuses(() => read('https://fhir.example.org/portal/1/Patient/1/_history/1'), 'subject')
    refuses(() => read('https://fhir.example.org/portal/1/Nothing/1'), 'subject')
  })
})

describe('numbers', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['100', '100', '99.5', '100.5'],
    ['100.00', '100', '99.995', '100.005'],
    ['5.4', '5.4', '5.35', '5.45'],
    ['5.40e-3', '0.0054', '0.005395', '0.005405'],
    ['1e2', '100', '50', '150'],
    ['-5.4', '-5.4', '-5.45', '-5.35'],
    ['0', '0', '-0.5', '0.5'],
    ['0.1', '0.1', '0.05', '0.15'],
    ['12345678901234567890.1', '12345678901234567890.1', '12345678901234567890.05', '12345678901234567890.15'],
  ]
  for (const [text, value, low, high] of cases) {
    it(`${text} stands for the range from ${low} to ${high}`, () => {
      expect(parseNumber(text)).to.deep.equal({ value, low, high })
    })
  }
  for (const text of ['', 'x', '1.', '.5', '1e', '+1', '0x10', '1e9999', `1${'0'.repeat(400)}`, 'NaN', '1,5']) {
    it(`refuses '${text}'`, () => refuses(() => parseNumberValue('probability', text), 'probability'))
  }
  it('stand beside the real number within the range of their digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(6), (digits, places) => {
        const number = parseNumber((digits / 10 ** places).toFixed(places))
        const half = 0.5 / 10 ** places
        expect(Number(number?.value)).to.be.closeTo(digits / 10 ** places, 1e-9)
        expect(Number(number?.high) - Number(number?.low)).to.be.closeTo(2 * half, 1e-9)
      }),
    )
  })
  it('are approximately a tenth more or less', () => {
    const around = (text: string): unknown => approximateNumber(parseNumberValue('x', text).number)
    expect(around('200')).to.deep.equal({ low: '180', high: '220' })
    expect(around('-200')).to.deep.equal({ low: '-220', high: '-180' })
    expect(around('1')).to.deep.equal({ low: '0.5', high: '1.5' })
  })
})

describe('quantities', () => {
  const number = { value: '5.4', low: '5.35', high: '5.45' }
  it('have a prefix, a system and a code, or less', () => {
    const [system, code] = ['http://unitsofmeasure.org', 'mg']
    expect(parseQuantityValue('q', `${5.4}|${system}|${code}`)).to.deep.equal({ prefix: 'eq', number, system, code })
    expect(parseQuantityValue('q', 'le5.4||mg')).to.deep.equal({ prefix: 'le', number, code })
    expect(parseQuantityValue('q', '5.4')).to.deep.equal({ prefix: 'eq', number })
  })
  for (const text of ['mg', '|s|mg', '5.4|mg', '5.4|s|mg|x', '']) {
    it(`refuse '${text}'`, () => refuses(() => parseQuantityValue('value-quantity', text), 'value-quantity'))
  }
})

describe('uris', () => {
  it('are taken as they stand', () => {
    expect(parseUriValue('url', 'urn:oid:1.2.3')).to.equal('urn:oid:1.2.3')
    refuses(() => parseUriValue('url', 'a b'), 'url')
  })
})
