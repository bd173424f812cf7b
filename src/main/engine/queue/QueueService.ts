import { Failure } from '../../../shared/contract/failure.ts'
import { isOpen } from '../../../shared/domain/frameState.ts'
import { type FrameColumns, facet, labelIn, modalities, stateIn } from '../store/frames/frameColumns.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { strategies } from './strategies/index.ts'
import type { Candidate } from './strategies/Strategy.ts'

/** Which frames to label next, the most valuable first. */
export const QueueService = {
  next,
  /** Names of the strategies with what each prefers, the usual one first. */
  strategies: strategies.map(({ name, sentence }) => ({ name, sentence })),
}

/** A frame in the queue. */
export interface Queued {
  readonly frame: number
  readonly name: string
  readonly patient: string
  readonly examination: string
}

/**
 * The first frames of the queue by a strategy. Never of validation or test patients, which judge, and none that is hidden,
 * skipped or labelled. Empty where nothing is left. Fails WRONG_USAGE for a strategy that there is not.
 */
async function next(study: OpenStudy, strategy: string, count: number): Promise<Queued[]> {
  const found = strategies.find(({ name }) => name === strategy)
  if (!found)
    throw new Failure('noSuchStrategy', { strategy, strategies: strategies.map(({ name }) => name) })
  const { candidates, labelled } = survey(study.index.all)
  const delays = found.delays(candidates, labelled)
  const order = candidates.map((_, at) => at).sort((a, b) => (delays[a] ?? 0) - (delays[b] ?? 0) || a - b)
  const ids = order.slice(0, count).flatMap((at) => candidates[at]?.id ?? [])
  const rows = await framesOfPatients(study.store.db)
    .select(['frame.id', 'frame.name', 'patient.code as patient', 'examination.code as examination'])
    .where('frame.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map(({ id, ...rest }) => [id, { frame: id, ...rest }]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** What waits for a label among training patients, and what has one; in the library's order. */
function survey({ groups, group, id, facets }: FrameColumns) {
  const candidates: Candidate[] = []
  const byPatient = new Map<string, number>()
  const byModality = new Map<string, number>()
  const count = (of: Map<string, number>, key: string) => of.set(key, (of.get(key) ?? 0) + 1)
  for (const [at, bits] of facets.entries()) {
    const { patient, split } = groups[group[at] ?? 0] ?? { patient: '', split: 'test' }
    if (split !== 'train' || ((bits >> facet.hidden) & 1) === 1) continue
    const modality = modalities[(bits >> facet.modality) & 3] ?? 'other'
    if (labelIn(bits)) {
      count(byPatient, patient)
      count(byModality, modality)
    } else if (isOpen(stateIn(bits))) {
      // A bit for each class that the overlay holds.
      const predicted = (bits >> facet.predicted) & 0xff
      candidates.push({ id: id[at] ?? 0, patient, modality, worst: 31 - Math.clz32(predicted | 1) })
    }
  }
  return { candidates, labelled: { byPatient, byModality } }
}
