import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Split } from '../../../shared/contract/frames.ts'
import { type PatientToPlace, patientsToPlace } from '../../../shared/domain/patientsToPlace.ts'
import type { Catalogue } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import type { Found, Place } from './found/Incoming.ts'

/** Shares of patients that a study aims at. */
const SHARES: Readonly<Record<Split, number>> = { train: 0.7, validation: 0.15, test: 0.15 }

/** With fewer patients nothing can be held out. */
const FEWEST_PATIENTS = 4

/**
 * Splits for new patients: each, in an order that depends on nothing but its name, goes where the study lacks
 * most so far against the shares aimed at. Importing in parts or again gives every patient the same chances. Patients of
 * one stratum follow each other, so that each stratum is dealt out in the same shares.
 */
export function drawSplits(
  patients: readonly string[],
  existing: Readonly<Record<Split, number>>,
  strata: ReadonlyMap<string, string> = new Map(),
): Map<string, Split> {
  const counts = { ...existing }
  const hash = (code: string) => createHash('sha256').update(code).digest('hex')
  const order = patients.map((code) => ({ code, key: `${strata.get(code) ?? ''}\u001f${hash(code)}` }))
  order.sort((a, b) => (a.key < b.key ? -1 : 1))
  const total = patients.length + counts.train + counts.validation + counts.test
  const drawn = new Map<string, Split>()
  for (const { code } of order) {
    const dealt = counts.train + counts.validation + counts.test + 1
    const lacking = (split: Split) => SHARES[split] * dealt - counts[split]
    const splits: Split[] = total < FEWEST_PATIENTS ? ['train'] : ['train', 'validation', 'test']
    const split = splits.reduce((best, s) => (lacking(s) > lacking(best) ? s : best))
    counts[split]++
    drawn.set(code, split)
  }
  return drawn
}

/** What is known of a frame that comes in when splits are dealt out. */
export type Incomer = Pick<Place, 'patient' | 'split'> & Partial<Pick<Found, 'path' | 'mask'>>

/** Where the patients of frames that come in go; asked by whoever writes that down, in the transaction that does. */
export function dealtAmong(
  study: OpenStudy,
  frames: readonly Incomer[],
  db: Kysely<Catalogue> = study.store.db,
) {
  const known = frames.map(({ patient, path = '', mask, split = null }) => ({
    patient,
    path,
    masked: mask !== undefined,
    split,
  }))
  return dealt(db, patientsToPlace(known, study.classes))
}

/** Found frames with the side that their patient is on or will be, before a row of any is written. */
export async function withSides(study: OpenStudy, found: readonly Found[]): Promise<Found[]> {
  const known = await dealtAmong(study, found)
  const sides = new Map(known.map(({ name, split }) => [name, split]))
  return found.map((item) => ({ ...item, split: sides.get(item.patient) ?? 'train' }))
}

/** Where patients of an import would go: those that the study knows stay, the others are dealt out. */
export const dealSplits = (
  study: Pick<OpenStudy, 'store'> | undefined,
  patients: readonly PatientToPlace[],
): Promise<Dealt[]> => dealt(study?.store.db, patients)

/** A patient and the side that they are on or go to. */
export interface Dealt {
  readonly name: string
  readonly split: Split
  readonly isNew: boolean
}

async function dealt(
  db: Kysely<Catalogue> | undefined,
  patients: readonly PatientToPlace[],
): Promise<Dealt[]> {
  const known = (await db?.selectFrom('patient').select(['code', 'split']).execute()) ?? []
  const splitOf = new Map(known.map(({ code, split }) => [code, split]))
  const count = (split: Split) => known.filter((p) => p.split === split).length
  const undecided = patients.filter(({ name, said }) => !splitOf.has(name) && said === null)
  const drawn = drawSplits(
    undecided.map(({ name }) => name),
    { train: count('train'), validation: count('validation'), test: count('test') },
    new Map(undecided.map(({ name, stratum }) => [name, stratum])),
  )
  return patients.map(({ name, said }) => ({
    name,
    split: splitOf.get(name) ?? said ?? drawn.get(name) ?? 'train',
    isNew: !splitOf.has(name),
  }))
}
