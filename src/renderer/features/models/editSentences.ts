import type { TFunction } from 'i18next'
import { type ClassEdit, diceOf, type Edited, sharesOf } from '../../../shared/domain/edited.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { percent } from '../../ui/figureText.ts'

/** What became of a model's masks in a sentence, and of each class in one below it; nothing where there were none. */
export function editSentences(
  t: TFunction,
  way: 'taken' | 'beside',
  { masks, same, classes: edits }: Edited,
  classes: readonly LabelClass[],
): { readonly text: string; readonly parts: readonly string[] }[] {
  if (masks === 0) return []
  const parts = edits.map((edit) => classSentence(t, edit, classes[edit.class]?.name ?? String(edit.class)))
  return [{ text: t(`edits.${way}`, { count: masks, same }), parts }]
}

function classSentence(t: TFunction, edit: ClassEdit, name: string): string {
  const { added, takenAway } = sharesOf(edit)
  if (added === null) return t('edits.classNew', { name, count: edit.masks })
  const values = { name, added: percent(added), away: percent(takenAway), dice: diceOf(edit).toFixed(2) }
  if (edit.toOthers === 0) return t('edits.class', values)
  return t('edits.classOther', { ...values, moved: percent(edit.toOthers / edit.model) })
}
