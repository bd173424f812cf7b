import { IGNORE, type LabelClass } from '../../../../shared/domain/labelClass.ts'
import { Unreadable } from '../Unreadable.ts'

/**
 * The study's class that a label of another program means: by name, whatever its case; in a study of two classes
 * any label is the second. Throws `Unreadable` for a name that the study does not have.
 */
export function labelValue(label: string, classes: readonly LabelClass[]): number {
  const wanted = label.trim().toLowerCase()
  if (wanted === 'ignore') return IGNORE
  const found = classes.findIndex(({ name }) => name.toLowerCase() === wanted)
  if (found >= 0) return found
  if (classes.length === 2) return 1
  throw new Unreadable('labelUnknown', { label: label.slice(0, 40), classes: classes.map((c) => c.name) })
}
