import { Failure } from '../../shared/contract/failure.ts'
import { IGNORE, type LabelClass } from '../../shared/domain/labelClass.ts'

/** A mask map as written, in numbers: a class by its number or name, `background` or `ignore`. Fails WRONG_USAGE. */
export function maskMeanings(
  written: ReadonlyMap<string, string>,
  classes: readonly LabelClass[],
): ReadonlyMap<string, number> {
  return new Map([...written].map(([mark, name]) => [mark, meaningOf(name, classes)]))
}

function meaningOf(name: string, classes: readonly LabelClass[]): number {
  const named = classes.findIndex((c) => c.name.toLowerCase() === name.toLowerCase())
  if (named >= 0) return named
  if (name.toLowerCase() === 'background') return 0
  const value = name.toLowerCase() === 'ignore' ? IGNORE : Number(name)
  if (Number.isInteger(value) && (value === IGNORE || (value >= 0 && value < classes.length))) return value
  throw new Failure('noSuchClass', { name, classes: classes.map((c, i) => `${i} or ${c.name}`) })
}
