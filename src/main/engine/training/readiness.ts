import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { classesPresent, countValues } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { RoundData } from './roundData.ts'

/** Labelled frames that hold each class. */
export function framesWithClass({ labelled }: RoundData, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const { mask } of labelled) {
    const decoded = decodeMask(mask)
    for (const c of classesPresent(decoded)) if (c < classes) counts[c]!++
    if (countValues(decoded)[0]! > 0) counts[0]!++
  }
  return counts
}

/** What keeps a round from starting, each in one sentence. Empty: it can start. */
export function problemsOf(
  data: RoundData,
  classes: readonly LabelClass[],
  usesUnlabelled: boolean,
): string[] {
  const problems: string[] = []
  if (data.labelled.length === 0)
    problems.push('No training frame is painted yet: paint at least one lesion in Annotate first.')
  if (usesUnlabelled && data.unlabelled.length === 0 && data.labelled.length > 0) {
    problems.push(
      'There is no unlabelled training frame for LoCo to learn from: import more, or choose the supervised method.',
    )
  }
  if (data.labelled.length > 0) {
    const counts = framesWithClass(data, classes.length)
    const missing = classes.filter((_, c) => c > 0 && counts[c] === 0).map((c) => c.name)
    if (missing.length === classes.length - 1)
      problems.push('The painted frames hold no lesion: paint at least one before training.')
  }
  return problems
}
