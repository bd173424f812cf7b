import { describe, expect, it } from 'vitest'
import { streamFor, whole } from '../../../../src/shared/domain/random.ts'
import { type Parcel, shareOut } from '../../../../src/shared/domain/shareOut.ts'

const random = streamFor(7, 'patients')
const patients: Parcel[] = Array.from({ length: 40 }, (_, n) => ({
  examinations: [2 * n, 2 * n + 1],
  open: whole(random, 1, 30),
}))
const readers = ['anna', 'berta', '陈医生']
const total = (parcels: readonly Parcel[]) => parcels.reduce((sum, { open }) => sum + open, 0)
const timesOf = (shares: ReturnType<typeof shareOut>) =>
  patients.map((patient) => shares.filter(({ parcels }) => parcels.includes(patient)).length)

describe('sharing out', () => {
  it('gives every patient to one reader, about as many open frames to each', () => {
    const shares = shareOut(patients, { readers, overlap: 0, seed: 1 })
    expect(timesOf(shares)).toEqual(patients.map(() => 1))
    const loads = shares.map(({ parcels }) => total(parcels))
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(30)
  })

  it('has as many read twice as asked, by two different readers, and stays even', () => {
    const shares = shareOut(patients, { readers, overlap: 0.25, seed: 1 })
    expect(timesOf(shares).filter((times) => times === 2)).toHaveLength(10)
    expect(Math.max(...timesOf(shares))).toBe(2)
    for (const { parcels } of shares) expect(new Set(parcels).size).toBe(parcels.length)
    const loads = shares.map(({ parcels }) => total(parcels))
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(60)
    expect(timesOf(shareOut(patients, { readers, overlap: 1, seed: 1 }))).toEqual(patients.map(() => 2))
  })

  it('answers the same question the same way, and another seed another way', () => {
    const asked = { readers, overlap: 0.2, seed: 3 }
    expect(shareOut(patients, asked)).toEqual(shareOut(patients, asked))
    expect(shareOut(patients, { ...asked, seed: 4 })).not.toEqual(shareOut(patients, asked))
  })

  it('has nothing read twice by one reader alone', () => {
    const [share] = shareOut(patients, { readers: ['anna'], overlap: 1, seed: 1 })
    expect(share?.parcels).toHaveLength(40)
  })
})
