/** Posted forms and what is read from them. */
import { expect } from 'chai'
import { readConsent, readOrganizations, readPicker, readSearch } from '../../../src/smart/pages/forms.ts'

const body = (text: string) => new URLSearchParams(text)
const base = 'csrf=token-1'

describe('the answer to a consent', () => {
  it('has the action and what was ticked', () => {
    const answer = readConsent(body(`${base}&scope=patient%2FPatient&scope=offline_access&action=allow`))
    expect(answer).to.deep.equal({
      csrf: 'token-1',
      action: 'allow',
      ticked: new Set(['patient/Patient', 'offline_access']),
    })
    expect(readConsent(body(`${base}&action=deny`))).to.deep.equal({
      csrf: 'token-1',
      action: 'deny',
      ticked: new Set(),
    })
    expect(readConsent(body(`${base}&interaction=i&action=deny`))).to.include({ interaction: 'i' })
  })

  const refused: readonly (readonly [title: string, text: string])[] = [
    ['without a token', 'action=allow'],
    ['with an empty token', 'csrf=&action=allow'],
    ['with two tokens', 'csrf=a&csrf=b&action=allow'],
    ['without an action', base],
    ['with an action of another form', `${base}&action=choose`],
    ['with two actions', `${base}&action=allow&action=deny`],
    ['with a field that was not there', `${base}&action=allow&patient=pat-1`],
    ['with the name of an inherited member', `${base}&action=allow&__proto__=x`],
    ['with too long a token', `csrf=${'x'.repeat(201)}&action=allow`],
    ['with too long a tick', `${base}&action=allow&scope=${'x'.repeat(401)}`],
    ['with too many ticks', `${base}&action=allow${'&scope=x'.repeat(501)}`],
  ]
  for (const [title, text] of refused)
    it(`is none ${title}`, () => {
      expect(readConsent(body(text))).to.equal(undefined)
    })
})

describe('the answer to a picker', () => {
  it('has the patient that was chosen, or none', () => {
    expect(readPicker(body(`${base}&patient=pat-1.A&action=choose`))).to.deep.equal({
      csrf: 'token-1',
      action: 'choose',
      patient: 'pat-1.A',
    })
    expect(readPicker(body(`${base}&action=cancel`))).to.deep.equal({ csrf: 'token-1', action: 'cancel' })
  })

  for (const id of [
    '',
    'Patient/pat-1',
    'pat-1%00',
    '../pat-1',
    "x'%20OR%201=1",
    'x'.repeat(65),
    'pat-1&patient=pat-2',
  ])
    it(`is none with the patient "${id.slice(0, 20)}"`, () => {
      expect(readPicker(body(`${base}&action=choose&patient=${id}`))).to.equal(undefined)
    })

  it('is none when the form is one of a search or a consent', () => {
    expect(readPicker(body(`${base}&action=search&name=x`))).to.equal(undefined)
    expect(readPicker(body(`${base}&action=allow`))).to.equal(undefined)
  })
})

describe('the answer to the choice of a clinic', () => {
  it('has the clinic', () => {
    expect(readOrganizations(body(`${base}&organization=north_1&action=choose`))).to.include({
      organization: 'north_1',
    })
    expect(readOrganizations(body(`${base}&action=choose`))).to.not.have.property('organization')
    expect(readOrganizations(body(`${base}&organization=1/../2&action=choose`))).to.equal(undefined)
  })
})

describe('a search for a patient', () => {
  it('has what was typed, trimmed, without what was left empty', () => {
    const answer = readSearch(body(`${base}&name=+Mc+Kay+&birthDate=&chart=+&action=search`))
    expect(answer).to.deep.equal({ csrf: 'token-1', asked: { name: 'Mc Kay' } })
    expect(readSearch(body(`${base}&birthDate=2000-02-29&chart=A-7&action=search`))?.asked).to.deep.equal({
      birthDate: '2000-02-29',
      chart: 'A-7',
    })
  })

  const problems: readonly (readonly [text: string, problem: string])[] = [
    ['', 'nothing-asked'],
    ['name=++&chart=', 'nothing-asked'],
    ['name=x', 'name-too-short'],
    ['birthDate=2001-02-29', 'birth-date-invalid'],
    ['birthDate=02/28/1980', 'birth-date-invalid'],
    ['birthDate=1980', 'birth-date-invalid'],
    ['birthDate=1980-13-01', 'birth-date-invalid'],
  ]
  for (const [text, problem] of problems)
    it(`tells ${problem} for "${text}"`, () => {
      expect(readSearch(body(`${base}&action=search&${text}`))).to.include({ problem })
    })

  it('is none where it is too long, repeated, hides control characters or is another form', () => {
    for (const text of [`name=${'x'.repeat(101)}`, 'name=ab&name=cd', 'name=a%00b', 'chart=1%0a2', 'patient=pat-1'])
      expect(readSearch(body(`${base}&action=search&${text}`)), text.slice(0, 20)).to.equal(undefined)
    expect(readSearch(body(`${base}&action=choose&name=ab`))).to.equal(undefined)
  })
})
