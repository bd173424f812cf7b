import { createHash } from 'node:crypto'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Split } from '../../../shared/contract/frames.ts'
import type { FrameRef, LabelledFrame } from '../../../shared/trainer/protocol.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { Session } from '../Session.ts'
import { framePath } from '../store/frameFiles.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'

/** Which patient is on which side; hashed into every model's card. */
export type SplitLedger = Readonly<Record<string, Split>>

/** What a round works on. */
export interface RoundData {
  readonly labelled: readonly LabelledFrame[]
  readonly unlabelled: readonly FrameRef[]
  readonly validation: readonly LabelledFrame[]
  readonly test: readonly LabelledFrame[]
  /** Frames without a reader's mask: these get an overlay. */
  readonly unseen: readonly FrameRef[]
  readonly ledger: SplitLedger
}

/** Collects frames and masks by split. Training sees readers' masks of training patients and nothing else. */
export async function collectRoundData(session: Session): Promise<RoundData> {
  const {
    store: { db, folder },
  } = session
  const rows = await framesOfPatients(db)
    .select([
      'frame.id',
      'frame.sha256',
      'frame.extension',
      'frame.modality',
      'patient.code',
      'patient.split',
    ])
    .where('frame.hidden', '=', 0)
    .orderBy('frame.id')
    .execute()
  const kinds = await layerKinds(session)
  const data = {
    labelled: [] as LabelledFrame[],
    unlabelled: [] as FrameRef[],
    validation: [] as LabelledFrame[],
    test: [] as LabelledFrame[],
    unseen: [] as FrameRef[],
  }
  const ledger: Record<string, Split> = {}
  for (const { id, sha256, extension, modality, code, split } of rows) {
    ledger[code] = split
    const ref = { id: String(id), path: framePath(folder, sha256, extension) }
    const kind = kinds.get(id)
    if (!kind?.has('reader')) data.unseen.push(ref)
    if (split === 'train') {
      const reader = kind?.get('reader')
      if (reader === undefined) data.unlabelled.push(ref)
      else
        data.labelled.push({
          ...ref,
          patient: code,
          modality,
          mask: (await LabelService.mask(session, reader)).bytes,
        })
      continue
    }
    const truth = kind?.get('reference') ?? kind?.get('reader')
    if (truth !== undefined) {
      data[split].push({
        ...ref,
        patient: code,
        modality,
        mask: (await LabelService.mask(session, truth)).bytes,
      })
    }
  }
  return { ...data, ledger }
}

async function layerKinds({
  store: { db },
}: Session): Promise<Map<number, Map<'reader' | 'reference', number>>> {
  const layers = await db
    .selectFrom('layer')
    .select(['id', 'frame_id', 'kind'])
    .where('kind', '!=', 'model')
    // A mask that was copied or interpolated teaches nothing before a person has looked at it.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('revision')
            .select('revision.id')
            .whereRef('revision.layer_id', '=', 'layer.id')
            .where('revision.made', 'is not', null)
            .where(({ eb, selectFrom: from }) =>
              eb(
                'revision.number',
                '=',
                from('revision as newest')
                  .select(({ fn }) => fn.max('newest.number').as('number'))
                  .whereRef('newest.layer_id', '=', 'layer.id'),
              ),
            ),
        ),
      ),
    )
    .execute()
  const kinds = new Map<number, Map<'reader' | 'reference', number>>()
  for (const { id, frame_id, kind } of layers) {
    const of = kinds.get(frame_id) ?? new Map<'reader' | 'reference', number>()
    if (kind !== 'model') of.set(kind, id)
    kinds.set(frame_id, of)
  }
  return kinds
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
    throw new Failure(
      'SPLIT_VIOLATED',
      `${moved.length === 1 ? 'A patient has' : 'Patients have'} changed between training and validation (${moved.slice(0, 3).join(', ')}); restore the study from a backup before training.`,
    )
  }
}
