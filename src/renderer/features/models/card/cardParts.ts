import type { TFunction } from 'i18next'
import type { ModelCard } from '../../../../shared/contract/models.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { duration } from '../../../ui/duration.ts'
import { basisOf, percent } from '../../../ui/figureText.ts'
import { modelName } from '../../../ui/modelName.ts'
import { figure, moment } from '../../../ui/shown.ts'
import { limitsOf } from './limits.ts'

/** A part of a model's card: what stands beside what, or sentences. */
export interface CardPart {
  readonly id: 'came' | 'data' | 'scores' | 'limits' | 'made' | 'settings'
  readonly rows: readonly (readonly [what: string, value: string])[]
  readonly lines: readonly string[]
}

/** A model's card part by part, in the language at hand: the same on the screen and on the page that is saved. */
export function cardParts(t: TFunction, card: ModelCard, classes: readonly LabelClass[]): CardPart[] {
  return [
    { id: 'came', rows: [], lines: [lineageText(t, card)] },
    { id: 'data', rows: dataRows(t, card), lines: [] },
    { id: 'scores', rows: scoreRows(t, card, classes), lines: [] },
    { id: 'limits', rows: [], lines: limitsOf(t, card, classes) },
    { id: 'made', rows: madeRows(t, card), lines: [] },
    { id: 'settings', rows: card.settings, lines: [] },
  ]
}

/** "Round 3, which went on from Round 2, that from Round 1, that from general pictures". */
function lineageText(t: TFunction, { model, lineage }: ModelCard): string {
  if (model.source !== null) return t('card.brought', { file: model.source })
  const names = [model, ...lineage].map(modelName)
  const isRooted = (lineage.at(-1) ?? model).source === null
  return [...names, ...(isRooted ? [t('card.start')] : [])].join(' ← ')
}

const dataRows = (t: TFunction, { model, patients }: ModelCard): CardPart['rows'] => [
  [t('card.labelled'), String(model.labelled)],
  [t('card.unlabelled'), String(model.unlabelled)],
  [t('card.teaching'), String(patients.train)],
  [t('card.judging'), String(patients.validation)],
  [t('card.testing'), String(patients.test)],
  [t('card.split'), model.splitHash.slice(0, 12) || '–'],
]

function scoreRows(
  t: TFunction,
  { model: { figure, verdict } }: ModelCard,
  classes: readonly LabelClass[],
): CardPart['rows'] {
  if (!figure) return [[t('figure.name'), t('figure.none')]]
  const found = (verdict?.perClass ?? [])
    .filter((row) => row.class > 0 && row.frames > 0)
    .map((row): [string, string] => [
      classes[row.class]?.name ?? String(row.class),
      `${percent(row.now)} · ${t('train.foundFrames', { count: row.frames, found: row.found })}`,
    ])
  const lights = (verdict?.byLight ?? []).map(({ modality, now, frames, patients }): [string, string] => [
    t('train.inLight', { light: modality === 'other' ? t('train.otherLight') : modality }),
    `${percent(now)} · ${t('train.basis', { frames, count: patients })}`,
  ])
  return [[t('figure.name'), `${percent(figure.overlap)} · ${basisOf(figure)}`], ...found, ...lights]
}

const madeRows = (t: TFunction, card: ModelCard): CardPart['rows'] => [
  [t('models.created'), moment(card.model.createdAt)],
  [t('train.method'), t(`train.name.${card.model.method}`, { defaultValue: card.model.method })],
  [t('card.net'), card.model.backbone],
  [t('train.steps'), String(card.model.steps)],
  [t('card.took'), duration(card.seconds)],
  [t('card.memory'), card.memory === null ? '–' : `${card.memory.toFixed(1)} GB`],
  [t('card.parameters'), figure(card.parameters)],
  [t('card.sha256'), card.sha256],
]
