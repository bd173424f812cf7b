import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { addMadeUpModel, predicts } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { paintStrokes } from '../support/strokes.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

const SIDE = 24
let place: ReturnType<typeof temporaryFolder>
const at = (...names: string[]) => join(place.path, ...names)
let catalogue: Buffer

/** A small study with something in each table that people fill, closed: all of it is in one file. */
beforeAll(async () => {
  place = temporaryFolder()
  const engine = testEngine(at('machine'))
  const study = await studyOfPairs(engine, place.path, { count: 3, side: SIDE })
  await paintStrokes(study, 2)
  await addMadeUpModel(study, 'one')
  await predicts(study, 'one', 2, emptyMask(SIDE, SIDE))
  await CatalogueService.marks.addTag(callIn(study), [1, 2], 'teaching')
  await CatalogueService.marks.writeNote(callIn(study), 2, 'to be looked at again')
  await CatalogueService.calibrate(callIn(study), 1, 0.05)
  await engine.close()
  catalogue = readFileSync(at('study/catalogue.sqlite'))
})
afterAll(() => place.remove())

/** All that any query returns of a catalogue; what went wrong, where one cannot be asked. */
function dump(path: string): string {
  try {
    const database = new Database(path, { readonly: true })
    try {
      const parts = database
        .prepare('SELECT type, name, tbl_name, sql FROM sqlite_master')
        .raw()
        .all() as string[][]
      const tables = parts.filter(([type]) => type === 'table').map(([, name = '']) => name)
      return JSON.stringify([
        parts,
        ...tables.map((name) => database.prepare(`SELECT * FROM "${name}"`).raw().all()),
      ])
    } finally {
      database.close()
    }
  } catch (error) {
    return String(error)
  }
}

/** Whether opening or checking the study says that something is wrong; undefined where it says so unclearly. */
async function detected(): Promise<boolean | undefined> {
  const engine = testEngine(at('machine'))
  try {
    const { problems } = await KeepService.verify(await engine.openStudy(at('study')))
    return problems.every(saysWhat) ? problems.length > 0 : undefined
  } catch (error) {
    return isClear(error) ? true : undefined
  } finally {
    await engine.close()
  }
}

it('every flipped bit that changes what a query returns is told at opening or by the check', async () => {
  const tally = tallyOf('one bit of a catalogue flipped')
  const wanted = times(28, 300)
  const random = streamFor(15, 'bits')
  const sound = dump(at('study/catalogue.sqlite'))
  cpSync(at('machine'), at('kept'), { recursive: true })
  const missed: number[] = []
  while (tally.tried < wanted) {
    const bit = Math.floor(random() * catalogue.length * 8)
    const flipped = Buffer.from(catalogue)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    for (const log of ['-wal', '-shm']) rmSync(at(`study/catalogue.sqlite${log}`), { force: true })
    writeFileSync(at('study/catalogue.sqlite'), flipped)
    if (dump(at('study/catalogue.sqlite')) === sound) continue
    rmSync(at('machine'), { recursive: true })
    cpSync(at('kept'), at('machine'), { recursive: true })
    tally.tried++
    const told = await detected()
    if (told === undefined) tally.unclear++
    else if (!told) {
      tally.lost++
      missed.push(bit)
    }
  }
  expect(tally, missed.join()).toEqual({ tried: wanted, ...NOTHING_WRONG })
}, 900_000)
