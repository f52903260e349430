/** 9.11: what the authorization server says of a token. https://hl7.org/fhir/smart-app-launch/token-introspection.html */
import { decodeJwt } from 'jose'
import { jsonBody, mustAnswer, textOf } from '../answers.ts'
import type { Answer, Group, Json, Session, Edition, Visit } from '../model.ts'
import { discovery, endpointOf } from '../checks/discovery.ts'
import { tokenOf } from '../checks/fhir.ts'
import { beginner, standaloneLaunch } from '../checks/launch.ts'
import { wordsOf } from '../scopes/resource-scope.ts'
import { standaloneScope } from '../scopes/words.ts'
import { must, need, numbered, type Check } from '../verdict.ts'
import { patientPlan } from './standalone.ts'

const name = 'introspection'

const introspect = (session: Session, token: string): Promise<Answer> =>
  session.ask(endpointOf(session.visit(name), 'introspection_endpoint'), {
    headers: { accept: 'application/json', ...session.target.introspectionHeaders },
    form: new URLSearchParams({ token }),
  })

const tokenSays = (of: 'good' | 'none', title: string, tokenFor: (visit: Visit) => string): Check => ({
  title,
  run: async (session) => {
    const visit = session.visit(name)
    const answer = await introspect(session, tokenFor(visit))
    mustAnswer(answer, 200)
    visit.introspected = { ...visit.introspected, [of]: jsonBody(answer) }
  },
})

const mustSay = (said: Json, member: string, expected: string): void =>
  must(said[member] === expected, `${member} must be as in the token response`)

const mustSayScope = (said: Json, received: string): void => {
  const words = wordsOf(textOf(said, 'scope') ?? '')
  const expected = wordsOf(received)
  must(
    words.length === expected.length && expected.every((word) => words.includes(word)),
    `scope has ${words.length} words and must have the ${expected.length} of the token response`,
  )
}

/** Throws Failed unless what is said agrees with the token response. */
export const checkActive = (said: Json, token: Json, client: string, now = Date.now()): readonly string[] => {
  must(said['active'] === true, 'active must be true')
  mustSay(said, 'client_id', client)
  mustSayScope(said, textOf(token, 'scope') ?? '')
  must(Number(said['exp']) >= now / 1000 - 600, 'exp must not be more than ten minutes ago')
  for (const member of ['patient', 'encounter']) {
    const expected = textOf(token, member)
    if (expected !== undefined) mustSay(said, member, expected)
  }
  return checkAgainstIdToken(said, textOf(token, 'id_token'))
}

const checkAgainstIdToken = (said: Json, idToken: string | undefined): readonly string[] => {
  if (idToken === undefined) return []
  const { iss = '', sub = '', fhirUser } = decodeJwt<{ fhirUser?: string }>(idToken)
  mustSay(said, 'iss', iss)
  mustSay(said, 'sub', sub)
  return said['fhirUser'] === fhirUser ? [] : ['note: fhirUser is not as in the id token']
}

/** Throws Failed unless it says that the token is not active, and nothing else. */
export const checkInactive = (said: Json): void => {
  must(said['active'] === false, 'active must be false')
  must(Object.keys(said).length === 1, `it must say nothing but active, and says ${Object.keys(said).join(', ')}`)
}

const nothing = 'there is no introspection response'

const saidSteps: readonly Check[] = [
  {
    title: 'what is said of a good token agrees with the token response',
    run: ({ visit }) => {
      const { token, client, introspected } = visit(name)
      return checkActive(need(introspected?.good, nothing), need(token, 'there is no token'), client.id)
    },
  },
  {
    title: 'of another text nothing is said but that it is not active',
    run: ({ visit }) => checkInactive(need(visit(name).introspected?.none, nothing)),
  },
]

/** 9.11. */
export const introspectionGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.20' : '9.11'
  const plan = patientPlan(name, standaloneScope)
  return {
    id: prefix,
    title: 'Token introspection',
    steps: [
      ...numbered(`${prefix}.1.1`, discovery(name, beginner(name, 'confidential'), version)),
      ...numbered(`${prefix}.1.2`, standaloneLaunch(plan, version)),
      ...numbered(`${prefix}.2`, [
        tokenSays('good', 'the introspection endpoint answers for a good token', tokenOf),
        tokenSays(
          'none',
          'the introspection endpoint answers for a text that is no token',
          () => 'invalid_token_value',
        ),
      ]),
      ...numbered(`${prefix}.3`, saidSteps),
    ],
  }
}
