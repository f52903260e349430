/** A base URL -> its CapabilityStatement. https://hl7.org/fhir/R4/http.html#capabilities */
import type { ProviderMetadata } from '../auth/provider.ts'
import { fhirJson, publicAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { capabilityStatement } from './capability-statement.ts'
import { withValidators } from './conditional.ts'
import { checkOrganization } from './context.ts'

/** What can be searched does not depend on the provider being up: without it, its addresses are left out. */
async function providerOf({ gateway, surface }: FhirCall): Promise<ProviderMetadata | undefined> {
  try {
    return await gateway.authorizer.providerMetadata(surface.name)
  } catch {
    return undefined
  }
}

/** Public. Rejects with `plan-organization-unknown`. */
export async function capabilities(call: FhirCall): Promise<Answer> {
  const { gateway, base } = call
  const mapping = gateway.mapping()
  checkOrganization(call)
  const provider = await providerOf(call)
  const statement = capabilityStatement({
    mapping,
    base,
    version: gateway.version,
    loadedAt: gateway.loadedAt(),
    scanRows: gateway.settings.limits.scanRows,
    ...(provider !== undefined && { provider }),
  })
  return withValidators(publicAnswer(fhirJson, JSON.stringify(statement)))
}
