/** The system beside a code or an address, where one stands there whatever the row. */
import { always } from '../../../mapping/cond.ts'
import type { Element, Facts } from '../../../mapping/model.ts'
import { constantOf } from '../constant.ts'

/** Empty where there is none; undefined where rows differ. */
export function systemBeside({ children }: Element, facts: Facts): { readonly system?: string } | undefined {
  const [own, ...others] = children.find(({ element }) => element === 'system')?.occurrences ?? []
  if (own === undefined) return {}
  const isPlain = others.length === 0 && own.when === always && own.each === undefined
  const system = isPlain && own.node.kind === 'constant' ? constantOf(own.node, facts) : undefined
  return typeof system === 'string' ? { system } : undefined
}
