import { paired } from '../../../shared/domain/paired.ts'
import type { Found, ImportOptions } from './found/Incoming.ts'
import { numbered } from './found/numbered.ts'

/** Patients under the names that a person sees before there are pseudonyms: none that a header holds. */
export function shownPatients(found: readonly Found[]): string[] {
  const numbers = new Map<string, number>()
  return found.map(({ identified, patient }) => {
    if (!identified) return patient
    const number = numbers.get(patient) ?? numbers.size + 1
    numbers.set(patient, number)
    return `Patient ${number}`
  })
}

/** Found frames with the patients and splits that a person decided on, by the names they were shown. */
export function decided(
  found: readonly Found[],
  { patients, splits }: Pick<ImportOptions, 'patients' | 'splits'>,
): Found[] {
  if (!patients && !splits) return [...found]
  const known = paired(found, shownPatients(found))
  const behind = new Map(known.map(([{ patient }, shown]) => [shown, patient]))
  const assigned = known.map(([item, shown]): Found => {
    const name = patients?.get(item.key ?? '') ?? shown
    const split = splits?.get(name)
    return { ...item, patient: behind.get(name) ?? name, ...(split ? { split } : {}) }
  })
  // Frames of several groups may meet in one examination.
  return patients ? numbered(assigned) : assigned
}
