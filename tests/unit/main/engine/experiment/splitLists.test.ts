import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { experimentPreset } from '../../../../../src/main/engine/experiment/presets.ts'
import { listedSides } from '../../../../../src/main/engine/experiment/splitLists.ts'
import { temporaryFolder, writePairs } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
const [data, splitFiles] = [join(place.path, 'data'), join(place.path, 'splits')]
beforeAll(() => writePairs(data, 8, 16))
afterAll(() => place.remove())

const pair = (n: number) => `images/frame-0${n}.png masks/frame-0${n}.png`
function writeList(name: string, lines: readonly string[]) {
  mkdirSync(join(splitFiles, name, '..'), { recursive: true })
  writeFileSync(join(splitFiles, name), `${lines.join('\r\n')}\n`)
}
beforeEach(() => {
  rmSync(splitFiles, { recursive: true, force: true })
  writeList('val.txt', [7, 6].map(pair))
  writeList('10/labeled.txt', [3].map(pair))
  writeList('10/unlabeled.txt', [5, 0, 1, 2].map(pair))
  writeList('50/labeled.txt', [3, 0].map(pair))
  writeList('50/unlabeled.txt', [5, 1].map(pair))
})

const asked = (validation = '0') =>
  listedSides({
    ...experimentPreset('cpu'),
    ...{ data, splitFiles, validation, layout: 'auto', seeds: [0], shares: ['10%', '50%'], out: '' },
  })
const numbers = (side: readonly { readonly path: string }[]) => side.map(({ path }) => Number(path.at(-5)))

describe('split files', () => {
  it('say who is on which side of each share, in their order, for any seed', async () => {
    const sidesOf = await asked()
    for (const seed of [0, 1]) {
      const ten = sidesOf({ labelled: '10%', seed })
      expect(numbers(ten.test)).toEqual([7, 6])
      expect(numbers(ten.labelled)).toEqual([3])
      expect(numbers(ten.unlabelled)).toEqual([5, 0, 1, 2])
      expect(ten.validation).toEqual([])
      const fifty = sidesOf({ labelled: '50%', seed })
      expect(numbers(fifty.labelled)).toEqual([3, 0])
      expect(fifty.test).toEqual(ten.test)
      expect(ten.labelled[0]?.mask.length).toBeGreaterThan(0)
    }
  })

  it('give validation frames from the unlabelled ones', async () => {
    const { validation, unlabelled, labelled } = (await asked('1'))({ labelled: '10%', seed: 0 })
    expect([validation.length, unlabelled.length, labelled.length]).toEqual([1, 3, 1])
    expect(numbers([...validation, ...unlabelled]).sort()).toEqual([0, 1, 2, 5])
  })

  it('are refused where one is missing or empty', async () => {
    writeList('10/unlabeled.txt', [])
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitListEmpty' } })
    rmSync(join(splitFiles, '10/unlabeled.txt'))
    const missing = { name: 'splitListMissing', values: { list: join(splitFiles, '10/unlabeled.txt') } }
    await expect(asked()).rejects.toMatchObject({ reason: missing })
  })

  it('are refused where an image or its mask is not there, or a line names none', async () => {
    writeList('val.txt', [pair(7), pair(9)])
    const values = { list: join(splitFiles, 'val.txt'), image: 'images/frame-09.png', folder: data }
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitImageMissing', values } })
    writeList('val.txt', ['images/frame-07.png'])
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitLineNoPair' } })
    writeList('val.txt', ['images/frame-07.png manifest.csv'])
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitImageUnreadable' } })
  })

  it('are refused where an image is labelled and unlabelled, or learned from and judged on', async () => {
    const [labelled, unlabelled] = ['10/labeled.txt', '10/unlabeled.txt'].map((name) =>
      join(splitFiles, name),
    )
    writeList('10/unlabeled.txt', [5, 3].map(pair))
    const twice = { image: 'images/frame-03.png', first: labelled, second: unlabelled }
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitImageTwice', values: twice } })
    writeList('10/unlabeled.txt', [5, 7].map(pair))
    const judged = { image: 'images/frame-07.png', first: unlabelled, second: join(splitFiles, 'val.txt') }
    await expect(asked()).rejects.toMatchObject({ reason: { name: 'splitImageTwice', values: judged } })
  })
})
