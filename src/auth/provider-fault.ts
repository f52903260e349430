/** What an operator has to mend so that the provider can be used -> an error that says it, for the log; no caller is told. */

/** Its message names settings and addresses, no secret and nothing of a person. */
export class ProviderFault extends Error {
  /** The same for who may not know addresses. */
  readonly brief: string

  constructor(message: string, cause: unknown, brief = 'it does not work as the settings say') {
    super(message, { cause })
    this.name = 'ProviderFault'
    this.brief = brief
  }
}

/** The first along the causes; undefined where there is none. */
export function providerFaultIn(error: unknown, depth = 0): ProviderFault | undefined {
  if (error instanceof ProviderFault) return error
  return error instanceof Error && depth < 6 ? providerFaultIn(error.cause, depth + 1) : undefined
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined

/** The issuer that a discovery document names, where openid-client says that it is another. */
function otherIssuer(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined
  const isIssuer = memberOf(error.cause, 'attribute') === 'issuer'
  const named = isIssuer ? memberOf(memberOf(error.cause, 'body'), 'issuer') : undefined
  return typeof named === 'string' ? named : otherIssuer(error.cause, depth + 1)
}

/** What went wrong with the discovery document of `issuer`, as the operator has to know it: both names where they differ. */
export function discoveryFault(issuer: string, error: unknown): unknown {
  const other = otherIssuer(error)
  if (other === undefined) return error
  const advice = 'Set issuer and frontDoor.publicUrl to what it says, or its hostname to what they say.'
  const brief = 'it names another issuer than the settings do'
  return new ProviderFault(`The provider says that it is ${other}, the settings say ${issuer}. ${advice}`, error, brief)
}
