/** An element with children -> the text of a JSON object. */
import type { Element } from '../mapping/model.ts'
import type { Frame, Part, Text } from './frame.ts'
import type { Row } from './layout.ts'
import { behind, compileMember, fuse, type Run, type Runs } from './members.ts'
import type { Scope } from './scope.ts'

/** The text of one object under way, and whether it may stand. */
export interface Written {
  text: string
  alive: boolean
}

export type Step = (written: Written, row: Row, frame: Frame) => void

/** One member that depends on the row, and the constants behind it. */
export function compileStep({ member, text, behind: constants }: Run): Step {
  const { name, absent, vital } = member
  return (written, row, frame) => {
    const value = text(row, frame)
    if (value !== '') {
      written.text += `${written.text === '' ? '' : ','}${name}${value}`
      written.alive ||= vital
    } else if (absent !== '') written.text = behind(written.text, absent)
    if (constants !== '') written.text = behind(written.text, constants)
  }
}

function compileBody({ before, runs }: Runs, fixed: boolean): Text {
  const steps = runs.map(compileStep)
  return (row, frame) => {
    const written: Written = { text: before, alive: fixed }
    for (const step of steps) step(written, row, frame)
    return written.alive && written.text !== '' ? `{${written.text}}` : ''
  }
}

/** The heart is asked before its element is written, and nothing else is asked where it does not beat. */
function compileHearted({ before, runs }: Runs, heart: Run): Text {
  let answer = ''
  const known = runs.map((run) => (run === heart ? { ...run, text: () => answer } : run))
  const body = compileBody({ before, runs: known }, true)
  return (row, frame) => {
    answer = heart.text(row, frame)
    return answer === '' ? '' : body(row, frame)
  }
}

/** A required child that yields nothing is not looked at here: only the resource as a whole is given up for one. */
export function compileElement(element: Element, scope: Scope): Part {
  const runs = fuse(element.children.map((child) => compileMember(child, scope)))
  if (runs.runs.length === 0) return element.fixed && runs.before !== '' ? `{${runs.before}}` : ''
  if (element.fixed || element.heart === undefined) return compileBody(runs, element.fixed)
  const heart = runs.runs.find(({ member }) => member.child.element === element.heart && member.vital)
  return heart ? compileHearted(runs, heart) : ''
}
