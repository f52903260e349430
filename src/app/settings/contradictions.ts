/** Settings that are each allowed but not together -> the faults to tell. */
import type { Settings } from '../settings.ts'
import type { Fault } from './explain.ts'

function repeated(settings: Settings, member: 'name' | 'path'): readonly Fault[] {
  const values = settings.surfaces.map((surface) => surface[member])
  return values.flatMap((value, index) => {
    const first = values.indexOf(value)
    const key = `surfaces.${index}.${member}`
    if (first === index) return []
    return [{ path: key.split('.'), text: `${key}: found "${value}", which surfaces.${first} has already.` }]
  })
}

function counts({ limits: { defaultCount, maximumCount } }: Settings): readonly Fault[] {
  if (defaultCount <= maximumCount) return []
  const text = `limits.defaultCount: found ${defaultCount}; allowed is at most limits.maximumCount, ${maximumCount}.`
  return [{ path: ['limits', 'defaultCount'], text }]
}

/** A gate that no surface's tokens come through would guard nothing. */
function unguarded({ frontDoor, surfaces }: Settings): readonly Fault[] {
  if (frontDoor === undefined) return []
  const begin = `${frontDoor.publicUrl}/realms/`
  if (surfaces.some(({ issuer }) => issuer.startsWith(begin))) return []
  const text = `frontDoor.publicUrl: found "${frontDoor.publicUrl}"; allowed is what some surface's issuer begins with: ${begin}{realm}.`
  return [{ path: ['frontDoor', 'publicUrl'], text }]
}

/** For settings that are each valid. */
export const contradictions = (settings: Settings): readonly Fault[] => [
  ...repeated(settings, 'name'),
  ...repeated(settings, 'path'),
  ...counts(settings),
  ...unguarded(settings),
]
