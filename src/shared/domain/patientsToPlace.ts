import type { LabelClass } from './labelClass.ts'
import { strataOf } from './strata.ts'

type Side = 'train' | 'validation' | 'test'

/** A patient of an import, before there is a split. */
export interface PatientToPlace {
  readonly name: string
  /** What their frames promise: splits are dealt out evenly within each. */
  readonly stratum: string
  /** The split that the files say. */
  readonly said: Side | null
}

/** A frame of an import: whose it is, what it lies under, whether it has a mask, and the split that its file says. */
export interface FrameToPlace {
  readonly patient: string
  readonly path: string
  readonly masked: boolean
  readonly split: Side | null
}

/** What splits are dealt out by: each patient, in the order of their first frames. */
export function patientsToPlace(
  frames: readonly FrameToPlace[],
  classes: readonly LabelClass[],
): PatientToPlace[] {
  const strata = strataOf(
    frames.map(({ patient, path, masked }) => ({ patient, path, mask: masked || undefined })),
    classes,
  )
  const said = new Map<string, Side | null>()
  for (const { patient, split } of frames) said.set(patient, said.get(patient) ?? split)
  return [...said].map(([name, side]) => ({ name, stratum: strata.get(name) ?? '', said: side }))
}
