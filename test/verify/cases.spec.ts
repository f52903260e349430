import { expect } from 'chai'
import { generateCases, type OfferedParameter } from '../../src/verify/cases.ts'

const resources = ['a', 'b', 'c'].map((id) => ({ id }))
const offered: readonly OfferedParameter[] = [
  { name: 'family', type: 'string', modifiers: ['exact', 'missing'], prefixes: [] },
  { name: 'birthdate', type: 'date', modifiers: [], prefixes: ['gt', 'eq'] },
  { name: 'gender', type: 'token', modifiers: ['not'], prefixes: [] },
]
const sample = (resource: object, name: string) => {
  const id = String(Reflect.get(resource, 'id'))
  return name === 'birthdate'
    ? ['2000', 'gt2000', 'lt2000', `eq2000-0${id.charCodeAt(0) - 96}`]
    : [`${name}-${id}`, 'sample']
}
const options = { seed: 7, cap: 2 }
const cases = generateCases(resources, offered, sample, options)
const labels = cases.map(({ parameter, modifier, prefix }) => [parameter, modifier, prefix].join(' ').trim())

describe('generateCases', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateCases(resources, offered, sample, options)).to.deep.equal(cases)
    expect(generateCases(resources, offered, sample, { ...options, seed: 8 })).to.not.deep.equal(cases)
  })

  it('asks every parameter plainly, with each modifier and each prefix, up to the cap', () => {
    const count = (label: string) => labels.filter((one) => one === label).length
    expect(count('family')).to.equal(2)
    expect(count('family exact')).to.equal(3)
    expect(count('family missing')).to.equal(2)
    expect(count('birthdate')).to.equal(1)
    expect(count('birthdate  gt')).to.equal(1)
    expect(count('birthdate  eq')).to.equal(2)
    expect(count('gender not')).to.equal(3)
  })

  it('leaves out the prefixes that are not offered, and takes no prefix from a token', () => {
    const values = cases.flatMap(({ parameters }) => parameters.flatMap((one) => one.values))
    expect(values).to.include('gt2000').and.not.include('lt2000')
    expect(labels).to.not.include('gender  sa')
  })

  it('joins alternatives, pairs and triples, of one resource where it can', () => {
    expect(
      cases.filter((one) => one.parameter === 'family (or)').map((one) => one.parameters[0]?.values.length),
    ).to.deep.equal([2, 3])
    const pairs = cases
      .filter((one) => one.parameter === '(pairs)')
      .map((one) => one.parameters.map(({ name }) => name).join(' '))
    expect(pairs).to.have.members([
      'family family',
      'family birthdate',
      'family gender',
      'birthdate birthdate',
      'birthdate gender',
      'gender gender',
    ])
    expect(cases.filter((one) => one.parameter === '(triples)').map((one) => one.parameters.length)).to.deep.equal([
      3, 3, 3,
    ])
    const both = cases.find((one) => one.parameters.map(({ name }) => name).join(' ') === 'family gender')
    const id = String(Reflect.get(both?.origin ?? {}, 'id'))
    expect(both?.parameters.map(({ values }) => values[0])).to.satisfy((values: readonly string[]) =>
      values.every((value) => value.endsWith(`-${id}`) || value === 'sample'),
    )
  })

  it('mostly joins what the resource answers', () => {
    const answers = (_: object, { values }: { values: readonly string[] }) => values[0] === 'sample'
    const joined = generateCases(resources, offered, sample, { ...options, answers, pairCap: 50 })
    const values = joined.filter((one) => one.parameter === '(pairs)').flatMap((one) => one.parameters)
    const tokens = values.filter(({ name }) => name === 'gender')
    const share = tokens.filter((one) => one.values[0] === 'sample').length / tokens.length
    expect(share).to.be.within(0.8, 0.99)
  })

  it('has no cases for what no resource has, but for :missing', () => {
    const none = generateCases(resources, offered, () => [], options)
    expect(none.map(({ modifier }) => modifier)).to.deep.equal(['missing', 'missing'])
  })
})
