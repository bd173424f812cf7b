import type { LabelClass } from './labelClass.ts'

/** How classes are called that must not be missed. */
const MALIGNANT = /malign|cancer|carcinom|恶性|癌/i

/**
 * The classes that no examination is signed without a look at: those that a study has chosen, else those whose name says
 * malignant, else its last one. Values in masks; background is never among them.
 */
export function guardedClasses(classes: readonly LabelClass[], chosen?: readonly number[]): number[] {
  if (chosen) return chosen.filter((value) => value > 0 && value < classes.length)
  const named = classes.flatMap(({ name }, value) => (value > 0 && MALIGNANT.test(name) ? [value] : []))
  return named.length > 0 || classes.length < 2 ? named : [classes.length - 1]
}
