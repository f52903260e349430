/** Resources -> the errors that a validator finds, by the contract of HL7's validator-wrapper, which Inferno speaks too. */
import type { Resource } from '../http/client.ts'

/** One resource and the URL of the profile it is held against. */
export interface Claim {
  readonly resource: Resource
  readonly profile: string
}

interface Issue {
  readonly level: string
  readonly location?: string
  readonly message: string
}

interface Answer {
  readonly outcomes: readonly { readonly issues: readonly Issue[] }[]
}

const requestFor = ({ resource, profile }: Claim, version: string): object => ({
  cliContext: {
    sv: '4.0.1',
    doNative: false,
    extensions: ['any'],
    disableDefaultResourceFetcher: true,
    txServer: null,
    displayWarnings: true,
    igs: [`hl7.fhir.us.core#${version}`],
    profiles: [`${profile}|${version}`],
  },
  filesToValidate: [
    {
      fileName: `${resource.resourceType}-${resource.id}.json`,
      fileContent: JSON.stringify(resource),
      fileType: 'json',
    },
  ],
  sessionId: null,
})

async function ask(url: string, claim: Claim, version: string): Promise<readonly string[]> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/validate`, {
    method: 'POST',
    headers,
    body: JSON.stringify(requestFor(claim, version)),
  })
  if (!response.ok) throw new Error(`the validator answered with status ${response.status}`)
  const { outcomes } = (await response.json()) as Answer
  if (outcomes.length !== 1) throw new Error('the validator gave no outcome')
  const { resource, profile } = claim
  const name = `${resource.resourceType}/${resource.id} as ${profile.replace(/^.*\//, '')}`
  return (outcomes[0]?.issues ?? [])
    .filter(({ level }) => /^(?:fatal|error)$/i.test(level))
    .map(({ location, message }) => `${name}: ${location ?? ''}: ${message}`)
}

/** One line for each fatal or plain error. Rejects when the validator itself fails. */
export async function validate(url: string, claims: readonly Claim[], version = '6.1.0'): Promise<readonly string[]> {
  const errors: string[] = []
  const waiting = claims.values()
  // Both draw from one iterator, so that neither waits for the other.
  const work = async (): Promise<void> => {
    for (const claim of waiting) errors.push(...(await ask(url, claim, version)))
  }
  await Promise.all([work(), work(), work()])
  return errors
}
