import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'
import { exchangeRow, pixelsThatDiffer } from '../support/exchangeTable.ts'
import { importing } from '../support/importing.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

/** A set of images and segmentations as `segmentations_make.py` tells of it. */
interface Case {
  readonly name: string
  /** Its frames; those of none have a mask. */
  readonly frames: number
  /** The reason that some of it stays outside. */
  readonly says: string | null
}

const place = temporaryFolder()
afterAll(() => place.remove())
const here = importing(['normal', 'benign', 'malignant'])
const deidentify = () => ({ keyFile: here.at('key'), passphrase: 'correct horse', text: false })
const maskMap = new Map([
  ['benign', 1],
  ['malignant', 2],
  ['恶性', 2],
  ['läsion', 2],
])

function make(): readonly Case[] {
  const script = join(project, 'tests/oracles/segmentations_make.py')
  const { status, stdout, stderr } = spawnSync(python, [script, join(place.path, 'made')])
  if (status !== 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString()) as Case[]
}

const truthOf = (name: string, frame: number) => {
  try {
    return Uint8Array.from(readFileSync(join(place.path, 'made/truth', `${name}-${frame}.bin`)))
  } catch {
    return undefined
  }
}

/** What is known before anybody says what segments mean: it stands in the preview. */
const TOLD_BEFORE = new Set(['maskInFileOtherSize', 'segmentationByProbability', 'segmentationPartlyAlone'])

const hasOracle = pythonHas('highdicom', 'pydicom')
const cases = hasOracle ? make() : []

describe.skipIf(!hasOracle)("highdicom's segmentations", () => {
  it.each(cases)('$name: comes in to the pixel, or says why not', async ({ name, frames, says }) => {
    const folder = join(place.path, 'made', name)
    const { problems } = await here.survey(folder)
    if (says !== null && TOLD_BEFORE.has(says))
      expect(problems.map(({ reason }) => reason.name)).toEqual([
        says === 'segmentationPartlyAlone' ? 'segmentationElsewhere' : says,
      ])
    const { rejected, added } = await here.bring(folder, { deidentify: deidentify(), maskMap })
    expect(added).toBe(Math.max(1, frames))
    expect([...new Set(rejected.map(({ reason }) => reason.name))]).toEqual(says === null ? [] : [says])
    const masks = [...(await here.masks())].sort(([a], [b]) => (a < b ? -1 : 1))
    const truths = Array.from({ length: frames }, (_, i) => truthOf(name, i + 1)).filter(
      (t) => t !== undefined,
    )
    expect(masks).toHaveLength(truths.length)
    const differing = truths.reduce((sum, truth, i) => sum + pixelsThatDiffer(masks[i]?.[1].data, truth), 0)
    expect(differing).toBe(0)
    exchangeRow({
      format: 'DICOM SEG',
      direction: 'in',
      other: 'highdicom',
      what: name.replaceAll('-', ' '),
      files: Math.max(1, truths.length),
      differing: truths.length === 0 ? null : differing,
      sentence: rejected[0] ? wordsOf(rejected[0].reason, 'en') : '',
    })
  })
})
