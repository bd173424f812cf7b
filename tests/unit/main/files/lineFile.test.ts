import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { appendLine, readLines } from '../../../../src/main/files/lineFile.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())
const path = join(place.path, 'log.jsonl')

it('a file of lines that was torn anywhere keeps its whole lines, and the next one too', async () => {
  const points = [1, 2, 3].map((step) => ({ loss: { step, losses: { überwacht: step / 7 } } }))
  for (const point of points) await appendLine(path, point)
  expect(await readLines(path)).toEqual(points)
  const whole = readFileSync(path)
  const ends = [...whole.keys()].filter((at) => whole[at] === 10)
  for (let cut = 0; cut <= whole.length; cut++) {
    writeFileSync(path, whole.subarray(0, cut))
    // A line that lacks its end alone is whole.
    const left = points.slice(0, ends.filter((end) => end <= cut).length)
    expect(await readLines(path)).toEqual(left)
    await appendLine(path, points[0])
    expect(await readLines(path)).toEqual([...left, points[0]])
  }
})

it('a file that is not there has none', async () => {
  expect(await readLines(join(place.path, 'nothing'))).toEqual([])
})
