import type { TFunction } from 'i18next'
import type { ModelCard } from '../../../../shared/contract/models.ts'
import { ENOUGH_PATIENTS } from '../../../../shared/domain/enoughPatients.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'

/** What a model's figures do not say, and what it must not be used for; a sentence each. */
export function limitsOf(t: TFunction, { model }: ModelCard, classes: readonly LabelClass[]): string[] {
  const { figure, verdict } = model
  const unseen = (verdict?.perClass ?? [])
    .filter((row) => row.class > 0 && row.frames === 0)
    .map((row) => classes[row.class]?.name ?? String(row.class))
  return [
    ...(figure ? [] : [t('card.limit.unjudged')]),
    ...(figure && figure.patientsWithLesion < ENOUGH_PATIENTS
      ? [t('card.limit.few', { count: figure.patientsWithLesion })]
      : []),
    ...unseen.map((name) => t('card.limit.unseen', { name })),
    ...((verdict?.alarms.length ?? 0) > 0 ? [t('card.limit.alarm')] : []),
    t('card.limit.own'),
    t('card.limit.help'),
  ]
}
