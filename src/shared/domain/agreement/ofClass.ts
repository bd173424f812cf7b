import { emptyTable } from '../crossTable.ts'
import { MOST_CLASSES } from '../labelClass.ts'
import { type Compared, countsOf } from './compareReadings.ts'

/**
 * What was compared, of one class alone: whatever is not it counts as background. What they dispute stays as it was told of
 * all classes, because its edge was measured on all; a frame on which neither marked the class disputes nothing of it.
 */
export function ofClass({ table, classes, disputed }: Compared, c: number): Compared {
  const narrow = emptyTable()
  const { one, other, both } = countsOf(table, c)
  const all = table.reduce((sum, pixels) => sum + pixels, 0)
  narrow[c * MOST_CLASSES + c] = both
  narrow[c * MOST_CLASSES] = one - both
  narrow[c] = other - both
  narrow[0] = all - one - other + both
  const held = classes.filter((alike) => alike.class === c)
  return {
    table: narrow,
    classes: held,
    disputed: held.length > 0 ? disputed : { edge: 0, class: 0, missed: 0, either: 0 },
  }
}
