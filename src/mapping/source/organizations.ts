/** Where there are many organizations, each source says whose its rows are, by itself or by its patient: else it does not compile. */
import type { Diagnostics } from '../diagnostics.ts'
import { textIn } from '../yaml.ts'
import type { Head } from './head.ts'

const hint = 'write tenant: alias.COLUMN, or say in tenants: that there is one organization'

/** What is shared without a tenant is everyone's; results go by their patient. */
function checkHead({ name, resource, at, node, tenant, patient }: Head, diagnostics: Diagnostics): void {
  if (tenant !== undefined || patient.kind === 'shared') return
  if (resource === 'Patient') diagnostics.error(at, `the Patient source ${name} has no tenant`, hint)
  else if (textIn(node, 'patient') === 'never')
    diagnostics.error(at, `the rows of ${name} belong to no organization`, hint)
}

export function checkOrganizations(heads: Iterable<Head>, diagnostics: Diagnostics): void {
  for (const head of heads) checkHead(head, diagnostics)
}
