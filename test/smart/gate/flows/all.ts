/** All flows, over one running deployment. */
import type { Subject } from '../app.ts'
import { answerFlows } from './answers.ts'
import { backendFlows, type BackendHelpers } from './backend.ts'
import { baseFlows } from './bases.ts'
import { browserAppFlows } from './browser-apps.ts'
import { consentFlows } from './consent.ts'
import { ehrFlows } from './ehr.ts'
import { endingFlows, type EndingHelpers } from './endings.ts'
import { groupFlows } from './groups.ts'
import { launchFlows } from './launches.ts'
import { replayFlows } from './replays.ts'
import { standaloneFlows } from './standalone.ts'

export const allFlows = (subject: Subject, helpers: EndingHelpers & BackendHelpers): void => {
  standaloneFlows(subject)
  consentFlows(subject)
  ehrFlows(subject)
  answerFlows(subject)
  endingFlows(subject, helpers)
  replayFlows(subject)
  backendFlows(subject, helpers)
  groupFlows(subject)
  baseFlows(subject)
  browserAppFlows(subject)
  launchFlows(subject)
}
