import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { logPoint } from '../../src/main/engine/training/runLog.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import type { RoundOptions } from '../../src/shared/contract/training.ts'
import { iouOf, meanOf } from '../../src/shared/domain/overlap.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { FrameScore, Scores } from '../../src/shared/trainer/protocol.ts'
import { callIn } from './me.ts'
import { smallRound } from './rounds.ts'

const PIXELS = 4096
const LESION = 400

/** A validation frame whose lesion a model finds as far as this Dice says; class 1 benign or 2 malignant. */
export function scoreOf(patient: string, frame: number, dice: number, lesion = 1 + (frame % 2)): FrameScore {
  const found = Math.round(LESION * dice)
  const of = (values: Readonly<Record<number, number>>) => [0, 1, 2].map((c) => values[c] ?? 0)
  const missed = LESION - found
  return {
    id: String(frame),
    patient,
    modality: 'NBI',
    truth: of({ 0: PIXELS - LESION, [lesion]: LESION }),
    // As many pixels are found beside the lesion as are missed of it, so that Dice is the share that is found.
    intersection: of({ 0: PIXELS - LESION - missed, [lesion]: found }),
    union: of({ 0: PIXELS - LESION + missed, [lesion]: LESION + missed }),
    dice,
    nsdSlab: null,
    nsdContour: null,
  }
}

export function scoresOf(perFrame: readonly FrameScore[]): Scores {
  const iou = iouOf(perFrame)
  return {
    iou,
    miou: meanOf(iou) ?? 0,
    miouForeground: meanOf(iou.slice(1)),
    dice: meanOf(perFrame.map(({ dice }) => dice)),
    nsd: { slab3d: null, contour2d: null },
    interval: { miou: [0, 1], dice: [0, 1] },
    byPatient: [],
    byModality: [],
    perFrame,
  }
}

export interface MadeUpRound {
  readonly labelled: number
  readonly frames: readonly FrameScore[]
  readonly options?: Partial<RoundOptions>
  readonly learned?: Readonly<Record<string, string>>
}

let minute = 0

/** Writes a finished round down with its model, as if it had been trained. */
export async function addRound(
  study: OpenStudy,
  round: MadeUpRound,
): Promise<{ run: string; model: string }> {
  const [run, model] = [randomUUID(), randomUUID()]
  const { labelled, frames } = round
  const options = smallRound(900, { method: 'loco', size: 128, batch: 4, ...round.options })
  const { method: _, ...rest } = options
  const settings = settingsFrom('cpu', {
    ...{ method: 'loco', classes: study.classes.length },
    ...{ backbone: rest.backbone, steps: rest.steps, size: rest.size, batch: rest.batch, seed: rest.seed },
  })
  const folder = join(study.store.folder, 'runs', run)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'weights.safetensors')
  writeFileSync(path, model)
  const { db } = study.store
  const at = (n: number) => new Date(Date.UTC(2026, 8, 1, 8, n)).toISOString()
  const row = {
    ...{
      id: run,
      state: 'finished' as const,
      step: options.steps,
      seconds_per_step: 0.5,
      message: null,
      verdict: null,
    },
    config: JSON.stringify({ options, settings, labelled, unlabelled: 200, from: null }),
    ...{ model_id: null, started_at: at(minute++), ended_at: at(minute++) },
  } as const
  await db.insertInto('run').values(row).execute()
  await ModelService.add(callIn(study), {
    ...{ id: model, run, source: null, settings, champion: null },
    data: { labelled, unlabelled: 200, splits: {}, splitHash: 'abc' },
    result: { weights: { path, sha256: sha256(Buffer.from(model)) }, parameters: 1000, seconds: 600 },
    judged: {
      ...{ scores: scoresOf(frames), championScores: null, net: 'best', divergedAt: null },
      candidates: [{ net: 'best', step: options.steps, validation: scoresOf(frames), test: null }],
    },
  })
  const card = ModelService.cardOf(await ModelService.named(study, model))
  await db
    .updateTable('run')
    .set({ model_id: model, verdict: JSON.stringify(card.verdict) })
    .where('id', '=', run)
    .execute()
  if (round.learned) await logPoint(study, run, { learned: round.learned })
  study.changes.send({ what: 'runs' })
  return { run, model }
}

/** Validation frames of some patients, seen as well as a curve of this many labels says, each patient a bit differently. */
export const judgedAt = (labelled: number, patients = 8): FrameScore[] =>
  Array.from({ length: 2 * patients }, (_, n) => {
    const patient = n >> 1
    const dice = 0.85 - 1.6 * labelled ** -0.5 + 0.05 * Math.sin(patient * 2.4)
    return scoreOf(`V${patient}`, n + 1, dice)
  })
