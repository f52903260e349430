/** The pages as documents: what stands in them, and what guards them. */
import { expect } from 'chai'
import { createHash } from 'node:crypto'
import { renderConsent } from '../../../src/smart/pages/consent.ts'
import { renderError } from '../../../src/smart/pages/error.ts'
import { renderPicker } from '../../../src/smart/pages/picker.ts'
import { texts } from '../../../src/smart/pages/texts/languages.ts'
import { wordOf } from '../../../src/smart/pages/texts/words.ts'
import { choicesOf, keysOf } from '../../../src/smart/scopes/choices.ts'
import { offer } from '../scopes/sample.ts'
import { allPages, app, brand, consent, form, picker } from './sample.ts'

const hostile = `"><script>alert(1)</script>'&`

/** The text of a page, as it is read. */
const textOf = (markup: string): string =>
  markup
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const valuesOf = (markup: string, type: string): readonly string[] =>
  [...markup.matchAll(new RegExp(`<input\\s+type="${type}"[^>]*?value="([^"]*)"`, 'g'))].map(([, value]) => value ?? '')

const shaOf = (markup: string, element: string): string => {
  const [, text] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(markup) ?? []
  return `'sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}'`
}

for (const locale of ['en', 'es'] as const)
  for (const [name, page] of Object.entries(allPages(locale)))
    describe(`the page ${name} in ${locale}`, () => {
      it('is one document in its language with one heading', () => {
        expect(page.html).to.match(/^<!doctype html>\s*<html lang="(en|es)">/)
        expect(page.html).to.include(`<html lang="${locale}">`)
        expect(page.html.match(/<h1>/g)).to.have.length(1)
        expect(page.html).to.not.match(/undefined|\[object|NaN|(?<!\b(?:value|alt))=""/)
      })

      it('allows only its own style and script, no frame around it and no base', () => {
        expect(page.policy).to.include(`default-src 'none'; style-src ${shaOf(page.html, 'style')};`)
        expect(page.policy).to.include(`frame-ancestors 'none'; base-uri 'none'`)
        expect(page.policy.includes('script-src')).to.equal(page.html.includes('<script>'))
        if (page.html.includes('<script>')) expect(page.policy).to.include(`script-src ${shaOf(page.html, 'script')};`)
        expect(page.policy).to.not.include('unsafe')
        expect(page.html).to.not.match(/\sstyle="|\son[a-z]+="/)
      })

      it('posts each form with the token of its session', () => {
        const forms = page.html.match(/<form method="post"/g) ?? []
        expect(page.html.match(/<form/g) ?? []).to.have.length(forms.length)
        expect(page.html.match(/name="csrf" value="token-1"/g) ?? []).to.have.length(forms.length)
        const places = forms.length === 0 ? `'none'` : `'self' https://heart-diary.example.com`
        expect(page.policy).to.include(`form-action ${places};`)
      })
    })

describe('the page of a consent', () => {
  const scopes = 'openid fhirUser launch/patient offline_access patient/Patient.rs patient/Condition.read'

  it('offers each choice once, ticked, under its key', () => {
    const model = consent('en', scopes)
    const { html } = renderConsent(model)
    expect(valuesOf(html, 'checkbox')).to.deep.equal(keysOf(model.choices))
    expect(html.match(/\schecked\s/g)).to.have.length(keysOf(model.choices).length)
  })

  it('says in plain words what is asked, by whom, about whom and for how long', () => {
    const text = textOf(renderConsent(consent('en', scopes)).html)
    for (const words of [
      'Share records with Heart Diary?',
      'heart-diary.example.com',
      'Leo Rivera',
      'Amy Rivera',
      'Personal details',
      'Health problems and diagnoses',
      'Problem list',
      'It cannot change or add anything.',
      'Keep access when you are not using the app',
      'has not used it for 3 months',
      'You can end the sharing at any time',
    ])
      expect(text).to.include(words)
  })

  it('takes the ticks from what was left out last time, and says so', () => {
    const model = { ...consent('en', scopes), leftOut: new Set(['patient/Patient', 'offline_access']) }
    const { html } = renderConsent(model)
    const unticked = [...html.matchAll(/<input\s+type="checkbox"[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !/\schecked\s/.test(tag))
    expect(unticked.map((tag) => /value="([^"]*)"/.exec(tag)?.[1])).to.deep.equal(['patient/Patient', 'offline_access'])
    expect(textOf(html)).to.include('What you left out last time is not ticked.')
    expect(textOf(renderConsent(consent('en', scopes)).html)).not.to.include('left out last time')
  })

  it('says before its buttons what they share, without a script too', () => {
    const { html } = renderConsent(consent('en', scopes))
    expect(textOf(html)).to.match(/shares with Heart Diary what is ticked above\. Allow Do not allow/)
    expect(textOf(renderConsent(consent('en', 'openid')).html)).to.match(
      /tells Heart Diary who you are, and shares no health records\. Allow/,
    )
  })

  it('names what a client can only be given with all the others', () => {
    const client = new Set(['patient/*.rs', 'patient/Patient.rs', 'patient/Condition.rs', 'patient/Observation.rs'])
    const choices = choicesOf(['patient/*.rs'], client, offer)
    const text = textOf(renderConsent({ ...consent('en', scopes), choices }).html)
    expect(text).to.match(/Other health records .*Allergies, .*only together with everything above/)
  })

  it('says the same in Spanish', () => {
    const text = textOf(renderConsent(consent('es', scopes)).html)
    for (const words of [
      '¿Compartir datos con Heart Diary?',
      'Datos personales',
      'Lista de problemas',
      'durante 3 meses',
    ])
      expect(text).to.include(words)
  })

  it('tells that access ends with the session where nothing else was asked', () => {
    const { html } = renderConsent(consent('en', 'patient/Patient.rs'))
    expect(textOf(html)).to.include('The app asks for access only while you are signed in.')
    expect(valuesOf(html, 'checkbox')).to.deep.equal(['patient/Patient'])
  })

  it('counts short times in days', () => {
    const text = textOf(renderConsent({ ...consent('en', 'offline_access'), offlineDays: 30 }).html)
    expect(text).to.include('has not used it for 30 days')
  })

  it('speaks to staff of the records that they may see', () => {
    const { patient: _, ...model } = consent('en', 'launch user/Patient.rs user/Condition.r')
    const text = textOf(renderConsent(model).html)
    expect(text).to.include('What Heart Diary may see of the records that you may see at the clinic')
    expect(text).to.include('Only single records that the app already knows of.')
    expect(text).to.not.include('Records of')
  })

  it('takes nothing of what an app says of itself for markup', () => {
    const model = consent('en', 'patient/Patient.rs')
    const evil = { name: hostile, policyUri: 'javascript:alert(1)', redirectUri: 'https://evil.example/"><script>' }
    const { html } = renderConsent({ ...model, app: evil, person: hostile, patient: { name: hostile, isSelf: true } })
    expect(html).to.not.include('<script>alert').and.not.include('javascript:')
    expect(html).to.include('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;')
  })

  it('shows a part without a name by its own words', () => {
    const scope = 'patient/Observation.rs?category=<b>|x'
    const choice = { key: 'patient/Observation?category=<b>|x', query: 'category=<b>|x', letters: 'rs' } as const
    const type = {
      key: 'patient/Observation',
      context: 'patient',
      type: 'Observation',
      categories: [choice],
      operations: [],
    } as const
    const groups = [{ context: 'patient', choices: [type] }] as const
    const { html } = renderConsent({ ...consent('en', scope), choices: { groups, offline: false, facts: [] } })
    expect(html).to.include('Only where category=&lt;b&gt;|x')
  })
})

describe('the page of a picker', () => {
  it('shows the patients, oneself marked, with none chosen beforehand', () => {
    const { html } = renderPicker(picker('en'))
    const text = textOf(html)
    expect(text).to.include('Rivera, Maria (you) Born February 28, 1980 · Female · Chart 100234')
    expect(text).to.include('Rivera, Leo Born 2016-07 · Male')
    expect(valuesOf(html, 'radio')).to.deep.equal(['pat-1', 'pat-2'])
    expect(html).to.not.match(/\schecked/)
    expect(html).to.not.include('data-form="search"')
  })

  it('writes dates as the language does', () => {
    expect(textOf(renderPicker(picker('es')).html)).to.include('Nacimiento: 28 de febrero de 1980 · Femenino')
  })

  it('leaves dates alone that are none', () => {
    const patients = [{ id: 'p', name: 'X', birthDate: '1980-99-99', gender: 'constructor', isSelf: false }]
    expect(textOf(renderPicker(picker('en', { patients })).html)).to.include('X Born 1980-99-99 ')
  })

  it('has a search for staff, posted, that keeps what was typed', () => {
    const asked = { name: hostile, birthDate: '1980-02-28' }
    const { html } = renderPicker(picker('en', { search: { asked, isAnswered: true }, patients: [] }))
    expect(html).to.include('data-form="search"').and.include('value="1980-02-28"').and.not.include('<script>')
    expect(html).to.include('value="&quot;&gt;&lt;script&gt;')
    expect(textOf(html)).to.include('No patient found.').and.not.include('Continue')
  })

  it('says when there are more, and how many were found', () => {
    const search = (more: boolean) =>
      textOf(renderPicker(picker('en', { search: { asked: {}, isAnswered: true, more } })).html)
    expect(search(true)).to.include('The first 2 patients are shown; there are more.')
    expect(search(false)).to.include('2 patients found.')
  })

  it('points from a field to what is wrong with it', () => {
    const problem = 'birth-date-invalid' as const
    const { html } = renderPicker(picker('en', { search: { asked: {}, isAnswered: false }, patients: [], problem }))
    expect(html).to.match(/<p class="problem" id="problem" role="alert">\s*This is no date\./)
    expect(html).to.match(/id="birthDate"[^>]*aria-describedby="problem"\s+aria-invalid="true"/)
    expect(html).to.include('<title>Problem: Choose a patient – Cedar Creek Clinic</title>')
  })

  it('can be cancelled in every state', () => {
    for (const more of [{}, { patients: [] }, { search: { asked: {}, isAnswered: false } }])
      expect(renderPicker(picker('en', more)).html).to.match(/name="action"\s+value="cancel"/)
  })
})

describe('the frame of a page', () => {
  it('keeps the policy whole, whatever places it is given', () => {
    const formActions = [
      'https://a.example; script-src *',
      '*',
      "'unsafe-inline'",
      'https://b.example:8443',
      'my-app:',
      'http://*',
    ]
    const { policy } = renderPicker(picker('en', { formActions }))
    expect(policy).to.include(`form-action 'self' https://b.example:8443 my-app:;`)
    expect(policy).to.not.include('unsafe').and.not.include('*')
  })

  it('shows a logo of this server alone', () => {
    const of = (logoUrl: string) => renderError({ ...form('en'), kind: 'expired', logoUrl }).html
    expect(of('/realms/portal/gate/logo')).to.match(/<img src="\/realms\/portal\/gate\/logo" alt=""/)
    for (const url of ['https://evil.example/x.png', '//evil.example', 'data:text/html,x', 'javascript:x'])
      expect(of(url), url).to.not.include('<img')
  })

  it('links to the other language and to help', () => {
    const { html } = renderError({ ...form('en'), kind: 'expired' })
    expect(html).to.match(/<a lang="es" hreflang="es" href="\?lang=es">\s*Español\s*<\/a>/)
    expect(html).to.include('href="https://clinic.example.com/help"')
    const evil = renderError({
      ...form('en'),
      brand: { ...brand, name: hostile, supportUrl: 'javascript:x' },
      kind: 'expired',
    })
    expect(evil.html).to.not.include('javascript:').and.not.include('<script>')
  })
})

describe('the words of the pages', () => {
  const leaves = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value ?? {}).flatMap(([name, each]) => leaves(each, `${path}.${name}`))

  it('differ from one language to the other, as none was forgotten', () => {
    const spanish = new Map(leaves(texts.es))
    for (const [path, text] of leaves(texts.en)) {
      expect(text.trim(), path).to.not.equal('')
      expect(spanish.get(path), path).to.be.a('string').and.not.equal(text)
    }
  })

  it('never name two types alike', () => {
    for (const { types } of Object.values(texts)) {
      const names = Object.values(types).map(({ name }) => name)
      expect(new Set(names).size).to.equal(names.length)
    }
  })

  it('take a name apart that is not known', () => {
    expect(wordOf('BodyStructure', texts.en.types)).to.deep.equal({ name: 'Body structure', about: '' })
    expect(wordOf('imaging-result', texts.es.categories).name).to.equal('Imaging result')
    expect(wordOf('constructor', texts.en.types).name).to.equal('Constructor')
  })

  it('name an app on the device as one', () => {
    const model = { ...consent('en', 'openid'), app: { ...app, redirectUri: 'com.example.diary:/cb' } }
    expect(textOf(renderConsent(model).html)).to.include('an app on this device (com.example.diary)')
  })
})
