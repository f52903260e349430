/** A plan of a launch -> its steps, standalone or from an EHR, up to the token. https://hl7.org/fhir/smart-app-launch/app-launch.html */
import type { AppClient, Session, SmartVersion, Visit } from '../model.ts'
import { must, need, type Check } from '../verdict.ts'
import { codeStep, redirectStep, type LaunchPlan } from './authorize.ts'
import { tls } from './tls.ts'
import { bodyStep, exchangeStep, tokenSteps } from './token.ts'

export type ClientName = 'confidential' | 'ehr' | 'public' | 'asymmetric'

const noClient: Readonly<Record<ClientName, string>> = {
  confidential: 'no confidential client was named',
  ehr: 'no client of the EHR base was named',
  public: 'no public client was named',
  asymmetric: 'no client with a key of its own was named',
}

/** Begins a visit of the base of patients, or of the EHR's where the client is its. Throws Skipped for want of either. */
export const beginner =
  (name: string, client: ClientName) =>
  (session: Session): Visit => {
    const { clients, base, ehrBase } = session.target
    const app: AppClient = need(clients[client], noClient[client])
    return session.begin(name, client === 'ehr' ? need(ehrBase, 'no EHR base was named') : base, app)
  }

/** The steps of a standalone launch: seven, or eight from SMART 2.2 on. */
export const standaloneLaunch = (plan: LaunchPlan, version: SmartVersion): readonly Check[] => {
  const visitOf = ({ visit }: Session): Visit => visit(plan.name)
  return [
    tls(visitOf, 'authorization_endpoint'),
    redirectStep(plan),
    codeStep(plan.name),
    tls(visitOf, 'token_endpoint'),
    ...tokenSteps(plan.name, version),
  ]
}

/** Only what a token takes, for groups that stand on a launch which is no step of theirs. */
export const bareLaunch = (plan: LaunchPlan): readonly Check[] => [
  redirectStep(plan),
  codeStep(plan.name),
  exchangeStep(plan.name),
  bodyStep(plan.name),
]

const launched = (name: string): Check => ({
  title: 'the EHR opens the app',
  run: async (session) => {
    const visit = session.visit(name)
    visit.ehr = await session.target.operator.launchFromEhr({ client: visit.client.id, base: visit.base })
  },
})

const launchReceived = (name: string): Check => ({
  title: 'the app is given iss, the very FHIR base, and launch',
  run: ({ visit }) => {
    const { ehr, base } = visit(name)
    const { iss, launch } = need(ehr, 'the EHR did not open the app')
    must(iss === base, `iss is ${iss} and must be, letter by letter, ${base}`)
    must(launch !== '', 'launch must not be empty')
  },
})

/** The steps of a launch from an EHR. */
export const ehrLaunch = (plan: LaunchPlan, version: SmartVersion): readonly Check[] => [
  launched(plan.name),
  launchReceived(plan.name),
  ...standaloneLaunch(plan, version),
]
