/** What the page on which a person chooses a patient shows. */
import type { PatientEntry } from '../model.ts'
import type { AppModel } from './form.ts'
import type { SearchFields, SearchProblem } from './forms.ts'
import type { FormModel } from './frame.ts'

export interface PickerModel extends FormModel {
  readonly app: AppModel
  readonly person: string
  readonly patients: readonly PatientEntry[]
  /** Of staff, who search; undefined: the patients are all there are. */
  readonly search?: {
    /** What was typed, to stand there again. */
    readonly asked: SearchFields
    /** Whether `patients` answer a search; false before the first one. */
    readonly isAnswered: boolean
    /** Whether there are more than those shown. */
    readonly more?: boolean
  }
  readonly problem?: SearchProblem | 'choose-one' | 'patient-refused' | 'too-wide'
}
