import { type CrossTable, changedIn } from './crossTable.ts'
import { MOST_CLASSES } from './labelClass.ts'

/** What became of a class between a model's masks and the labels, in pixels; `contract/edits.ts` says what each is. */
export interface ClassEdit {
  class: number
  masks: number
  model: number
  label: number
  kept: number
  added: number
  takenAway: number
  fromOthers: number
  toOthers: number
}
export interface Edited {
  masks: number
  same: number
  classes: ClassEdit[]
}

export const nothingEdited = (): Edited => ({ masks: 0, same: 0, classes: [] })

/** One mask of a model beside the label, `table` by the model's class and the label's. */
export function editedIn(table: CrossTable): Edited {
  const classes: ClassEdit[] = []
  for (let c = 1; c < MOST_CLASSES; c++) {
    const edit = classIn(table, c)
    if (edit.model + edit.label > 0) classes.push(edit)
  }
  return { masks: 1, same: changedIn(table) === 0 ? 1 : 0, classes }
}

function classIn(table: CrossTable, c: number): ClassEdit {
  const at = (model: number, label: number) => table[model * MOST_CLASSES + label]!
  let [model, label] = [0, 0]
  for (let other = 0; other < MOST_CLASSES; other++) {
    model += at(c, other)
    label += at(other, c)
  }
  const [kept, added, takenAway] = [at(c, c), at(0, c), at(c, 0)]
  const moved = { fromOthers: label - kept - added, toOthers: model - kept - takenAway }
  return { class: c, masks: 1, model, label, kept, added, takenAway, ...moved }
}

/** Several of them together; classes in their order. */
export function editedTogether(all: readonly Edited[]): Edited {
  const byClass = new Map<number, ClassEdit>()
  const sum = nothingEdited()
  for (const { masks, same, classes } of all) {
    sum.masks += masks
    sum.same += same
    for (const edit of classes) {
      const before = byClass.get(edit.class)
      byClass.set(edit.class, before ? plus(before, edit) : { ...edit })
    }
  }
  sum.classes = [...byClass.values()].sort((a, b) => a.class - b.class)
  return sum
}

const plus = (a: ClassEdit, b: ClassEdit): ClassEdit => ({
  class: a.class,
  masks: a.masks + b.masks,
  model: a.model + b.model,
  label: a.label + b.label,
  kept: a.kept + b.kept,
  added: a.added + b.added,
  takenAway: a.takenAway + b.takenAway,
  fromOthers: a.fromOthers + b.fromOthers,
  toOthers: a.toOthers + b.toOthers,
})

/** Dice of the model's masks and the labels for a class, over all their pixels. */
export const diceOf = ({ model, label, kept }: ClassEdit): number => (2 * kept) / (model + label)

/** The same over several classes, all their pixels together; null where neither holds any. */
export function diceTogether(classes: readonly ClassEdit[]): number | null {
  let [both, either] = [0, 0]
  for (const { model, label, kept } of classes) {
    both += 2 * kept
    either += model + label
  }
  return either === 0 ? null : both / either
}

/** Shares of the model's pixels of a class; null where it saw none. */
export function sharesOf({ model, added, takenAway, fromOthers, toOthers }: ClassEdit): {
  readonly added: number | null
  readonly takenAway: number | null
} {
  if (model === 0) return { added: null, takenAway: null }
  return { added: (added + fromOthers) / model, takenAway: (takenAway + toOthers) / model }
}
