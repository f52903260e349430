/** A base URL -> what its identity provider offers to SMART apps. https://hl7.org/fhir/smart-app-launch/conformance.html */
import { smartConfiguration as configurationOf } from '../smart/smart-configuration.ts'
import { publicAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { tenantOf } from './context.ts'

/** Public. Rejects with `plan-organization-unknown`, `auth-provider-unavailable`. */
export async function smartConfiguration({ gateway, surface, organization }: FhirCall): Promise<Answer> {
  tenantOf(gateway.mapping(), organization)
  const provider = await gateway.authorizer.providerMetadata(surface.name)
  const body = JSON.stringify(configurationOf(provider, surface.smart))
  return publicAnswer('application/json; charset=utf-8', body)
}
