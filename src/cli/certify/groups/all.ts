/** An edition of the suite -> the groups that are here, in the order in which they run. */
import type { Group, Edition } from '../model.ts'
import { asymmetricGroup, publicGroup, selectionGroup, version1Group } from './clients.ts'
import { ehrGroup, ehrPatientGroup } from './ehr.ts'
import { fineGrainedGroup } from './fine-grained.ts'
import { introspectionGroup } from './introspection.ts'
import { audienceGroup, invalidTokenGroup, pkceGroup, revocationGroup } from './refusals.ts'
import { limitedGroup, standaloneGroup } from './standalone.ts'

const makers = [
  standaloneGroup,
  limitedGroup,
  ehrGroup,
  publicGroup,
  revocationGroup,
  audienceGroup,
  invalidTokenGroup,
  pkceGroup,
  ehrPatientGroup,
  introspectionGroup,
  asymmetricGroup,
  version1Group,
  fineGrainedGroup,
  selectionGroup,
]

export const groupsOf = (edition: Edition): readonly Group[] => makers.map((make) => make(edition))

/** Whether `asked` names the group: `9` names all of 9, `9.3` one. */
export const isNamed = ({ id }: Group, asked: readonly string[]): boolean =>
  asked.some((name) => id === name || id.startsWith(`${name}.`))
