import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import type { FrameRef, LabelledFrame, UnlabelledFrame } from '../../../shared/trainer/protocol.ts'
import { framePath } from '../../files/originals.ts'
import { LabelService } from '../labels/LabelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Catalogue } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { isAcceptedLabel } from './acceptedLabels.ts'

/** Which patient is on which side; hashed into every model's card. */
export type SplitLedger = Readonly<Record<string, Split>>

/** What a round works on. */
export interface RoundData {
  readonly labelled: readonly LabelledFrame[]
  /** Without those that are vetoed whole; a vetoed region goes with its frame. */
  readonly unlabelled: readonly UnlabelledFrame[]
  /** Ids of all vetoes that are honoured, and how many of them are of frames that could be learned from without a label. */
  readonly vetoes: { readonly ids: readonly number[]; readonly count: number }
  readonly validation: readonly LabelledFrame[]
  readonly test: readonly LabelledFrame[]
  /** All frames: each gets an overlay, labelled ones so that reader and model can be compared there. */
  readonly all: readonly FrameRef[]
  readonly ledger: SplitLedger
  /** Labels of training patients that a reviewer has accepted, whether or not others are left out. */
  readonly accepted: number
}

/** What a round is to learn from. */
export interface Collecting {
  /** The vetoes that a round which goes on began with; without, those that stand. */
  readonly began?: readonly number[]
  /** Labels that no reviewer has accepted count as none. */
  readonly acceptedOnly?: boolean
}

/** Collects frames and labels by split. Training sees labels of training patients and nothing else. */
export async function collectRoundData(
  study: OpenStudy,
  { began, acceptedOnly = false }: Collecting = {},
): Promise<RoundData> {
  const {
    store: { db, folder },
  } = study
  const rows = await framesOfPatients(db)
    .select([
      'frame.id',
      'frame.sha256',
      'frame.extension',
      'frame.modality',
      'frame.label_layer as readers',
      'patient.code',
      'patient.split',
    ])
    .where('frame.hidden', '=', 0)
    .orderBy('frame.id')
    .execute()
  const labels = await LabelService.labels(study)
  const { ids, byFrame } = await LabelService.honouredVetoes(study, began)
  const data = {
    labelled: [] as LabelledFrame[],
    unlabelled: [] as UnlabelledFrame[],
    validation: [] as LabelledFrame[],
    test: [] as LabelledFrame[],
    all: [] as FrameRef[],
  }
  const ledger: Record<string, Split> = {}
  let count = 0
  let accepted = 0
  for (const { id, sha256, extension, modality, readers, code, split } of rows) {
    ledger[code] = split
    const ref = { id: String(id), path: framePath(folder, sha256, extension) }
    data.all.push(ref)
    const known = labels.get(id)
    const isAccepted = known !== undefined && isAcceptedLabel(study, { frame: id, label: known, readers })
    if (isAccepted && split === 'train') accepted++
    // What others are still to read would come back to them as the model's.
    const counts = (isAccepted || !acceptedOnly) && !study.index.isBlind(id)
    const label = counts ? known : undefined
    if (label === undefined) {
      if (split !== 'train') continue
      const veto = byFrame.get(id)
      count += veto?.count ?? 0
      if (veto?.what !== 'whole') data.unlabelled.push(veto ? { ...ref, veto: veto.what } : ref)
      continue
    }
    const { bytes: mask } = await LabelService.mask(study, label)
    data[split === 'train' ? 'labelled' : split].push({ ...ref, patient: code, modality, mask })
  }
  return { ...data, vetoes: { ids, count }, ledger, accepted }
}

/** Whether the frames and patients of a round are still on the sides that they were collected for. */
export async function isStillSo(
  db: Transaction<Catalogue>,
  { labelled, unlabelled, validation, ledger }: RoundData,
): Promise<boolean> {
  const patients = await db.selectFrom('patient').select(['code', 'split']).execute()
  const frames = await framesOfPatients(db).select(['frame.id', 'patient.split']).execute()
  const sideOfPatient = new Map(patients.map(({ code, split }) => [code, split]))
  const sideOf = new Map(frames.map(({ id, split }) => [String(id), split]))
  const isOn = (side: Split) => (frame: FrameRef) => sideOf.get(frame.id) === side
  return (
    Object.entries(ledger).every(([code, split]) => sideOfPatient.get(code) === split) &&
    [labelled, unlabelled].flat().every(isOn('train')) &&
    validation.every(isOn('validation'))
  )
}

export const hashLedger = (ledger: SplitLedger) =>
  createHash('sha256')
    .update(
      Object.keys(ledger)
        .sort()
        .map((code) => `${code}=${ledger[code]}`)
        .join('\n'),
    )
    .digest('hex')

/** Refuses a split that has moved a patient since an earlier model: its validation would be no proof any more. */
export function mustKeepSplit(now: SplitLedger, before: SplitLedger): void {
  const moved = Object.keys(before).filter((code) => now[code] !== undefined && now[code] !== before[code])
  if (moved.length > 0) {
    throw new Failure('patientsMoved', { count: moved.length, patients: moved.slice(0, 3) })
  }
}
