import type { LabelCount } from '../../../../shared/contract/training.ts'
import { patientsOf } from '../../../../shared/domain/patientsOf.ts'
import type { FrameRef } from '../../../../shared/trainer/protocol.ts'
import type { OpenStudy } from '../../study/OpenStudy.ts'
import { framesWithClass, type HeldFrame } from './heldFrames.ts'

/** Patients to learn from with their labelled frames, the most labelled first. */
export const countsByPatient = (
  held: readonly HeldFrame[],
  classes: number,
): (LabelCount & { patient: string })[] =>
  patientsOf(held)
    .map((patient) => ({ patient, ...countOf(of(held, 'patient', patient), classes) }))
    .sort((a, b) => b.frames - a.frames)

/** Frames to learn from in each light. */
export async function countsByLight(
  { store: { db } }: OpenStudy,
  held: readonly HeldFrame[],
  unlabelled: readonly FrameRef[],
  classes: number,
): Promise<Record<string, { labelled: number; unlabelled: number; withClass: number[] }>> {
  const rows = await db.selectFrom('frame').select(['id', 'modality']).execute()
  const lightOf = new Map(rows.map(({ id, modality }) => [String(id), modality]))
  const bare = unlabelled.map(({ id }) => lightOf.get(id) ?? 'other')
  const lights = [...new Set([...held.map(({ modality }) => modality), ...bare])].sort()
  return Object.fromEntries(
    lights.map((light) => {
      const { frames, withClass } = countOf(of(held, 'modality', light), classes)
      return [light, { labelled: frames, unlabelled: bare.filter((one) => one === light).length, withClass }]
    }),
  )
}

const of = (held: readonly HeldFrame[], what: 'patient' | 'modality', value: string) =>
  held.filter((frame) => frame[what] === value)

const countOf = (held: readonly HeldFrame[], classes: number): LabelCount => ({
  frames: held.length,
  withClass: framesWithClass(held, classes),
})
