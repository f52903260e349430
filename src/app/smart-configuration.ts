/** A base URL -> what its identity provider offers to SMART apps. https://hl7.org/fhir/smart-app-launch/conformance.html */
import { smartConfiguration as configurationOf } from '../smart/smart-configuration.ts'
import { publicAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { withValidators } from './conditional.ts'
import { checkOrganization } from './context.ts'
import { brandLinks } from './published.ts'
import { isGuarded } from './settings.ts'

/** Public. Rejects with `plan-organization-unknown`, `auth-provider-unavailable`. */
export async function smartConfiguration(call: FhirCall): Promise<Answer> {
  const { gateway, surface, organization } = call
  checkOrganization(call)
  const provider = await gateway.authorizer.providerMetadata(surface.name)
  const frontDoor = isGuarded(gateway.settings, surface)
  // The front door names the patient whatever the provider can do.
  const offer = frontDoor ? { ...surface.smart, frontDoor, launchPatient: true, authorizePost: true } : surface.smart
  const links = brandLinks(gateway.settings, surface, gateway.mapping(), organization)
  const body = JSON.stringify({ ...configurationOf(provider, offer), ...links })
  return withValidators(publicAnswer('application/json; charset=utf-8', body))
}
