/** A request and its Grant -> what planning needs to know. */
import type { Grant } from '../auth/grant.ts'
import { Problem } from '../fhir/problem.ts'
import type { Mapping, Tenant } from '../mapping/model.ts'
import type { Context } from '../plan/model.ts'
import type { FhirCall } from './call.ts'

/** What can be said of a base without a token. Throws `plan-organization-unknown`. */
export function checkOrganization({ gateway, organization }: FhirCall): void {
  if (organization !== undefined) tenantOf(gateway.mapping(), organization)
}

/** Throws `plan-organization-unknown`. */
export function tenantOf(mapping: Mapping, organization: string): Tenant {
  const tenant = mapping.tenants.get(organization)
  if (tenant === undefined) throw new Problem('plan-organization-unknown', 'There is no such organization.')
  return tenant
}

/** Rejects with `auth-token-missing`, `auth-token-invalid` or `auth-provider-unavailable`. */
export function authorize({ gateway, surface, organization, headers, exchange }: FhirCall): Grant | Promise<Grant> {
  const { authorization } = headers
  const named = organization === undefined ? {} : { organization }
  const grant = gateway.authorizer.authorize({ surface: surface.name, authorization, ...named })
  const note = (each: Grant): Grant => {
    exchange.client = each.client
    exchange.organization = each.organization
    return each
  }
  return grant instanceof Promise ? grant.then(note) : note(grant)
}

/** The mapping in force now is the request's until its end. Throws `plan-organization-unknown`. */
export function planContext({ gateway, base }: FhirCall, grant: Grant): Context {
  const mapping = gateway.mapping()
  return {
    mapping,
    grant,
    tenant: tenantOf(mapping, grant.organization),
    limits: gateway.settings.limits,
    base,
    now: Date.now(),
    cursorKey: gateway.cursorKey,
  }
}
