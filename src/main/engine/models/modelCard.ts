import type { ModelName, ModelSummary } from '../../../shared/contract/models.ts'
import { type LesionFigure, type Verdict, verdict } from '../../../shared/contract/training.ts'
import type { Scores } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { ModelRow } from '../store/schema.ts'

/** All that is known of a model; written beside its weights and into the catalogue. */
export interface ModelCard {
  readonly id: string
  readonly number: number
  readonly settings: TrainingSettings
  readonly labelled: number
  readonly unlabelled: number
  readonly splits: Readonly<Record<string, 'train' | 'validation' | 'test'>>
  readonly splitHash: string
  readonly scores: Scores | null
  readonly verdict: Verdict | null
  readonly parameters: number
  readonly seconds: number
  /** The most memory that its round took, MB; not there for weights from elsewhere, and of earlier versions. */
  readonly peakMb?: number
  /** The file that it was made of, for a model that no round here made. */
  readonly source: string | null
}

export const cardIn = (text: string): ModelCard => JSON.parse(text) as ModelCard
export const cardOf = (row: ModelRow): ModelCard => cardIn(row.card)

export const nameOf = ({ number, source }: ModelCard): ModelName => ({ number, source })

export function summaryOf(row: ModelRow): ModelSummary {
  const card = cardOf(row)
  const { id, number, source, settings, labelled, unlabelled, scores, splitHash } = card
  return {
    id,
    number,
    source,
    inUse: row.in_use === 1,
    method: settings.method,
    backbone: settings.backbone,
    steps: settings.steps,
    labelled,
    unlabelled,
    createdAt: row.created_at,
    figure: figureIn(card),
    iou: scores ? [...scores.iou] : null,
    dice: scores?.dice ?? null,
    verdict: card.verdict && verdict.parse(card.verdict),
    splitHash,
  }
}

/** The main figure of a card; of one of an earlier version as far as it holds it. */
function figureIn({ scores, verdict: judged }: ModelCard): LesionFigure | null {
  if (judged?.measured) return judged.measured
  if (!scores || scores.miouForeground === null) return null
  const patients = scores.byPatient.length
  return {
    overlap: scores.miouForeground,
    interval: null,
    patients,
    patientsWithLesion: patients,
    frames: scores.perFrame.length,
  }
}
