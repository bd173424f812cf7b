import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { SCHEMA_VERSION } from '../../src/main/engine/store/migrations/index.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

/** Everything in a folder, with its content and when it was written. */
const stateOf = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const { mtimeMs, size } = statSync(join(folder, name))
    const isFile = statSync(join(folder, name)).isFile()
    const sum = isFile
      ? createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')
      : ''
    return `${name} ${mtimeMs} ${size} ${sum}`
  })

describe('a study of a newer LoCo Studio', () => {
  let place: ReturnType<typeof temporaryFolder>
  let engine: Engine
  let folder: string

  beforeEach(async () => {
    place = temporaryFolder()
    engine = testEngine(place.path)
    folder = (await studyOfPairs(engine, place.path, { count: 2, side: 32 })).store.folder
    await engine.close()
    engine = testEngine(place.path)
  })
  afterEach(async () => {
    await engine.close()
    place.remove()
  })

  /** What a migration of the next version does: a table more, a column more, and who can still read it. */
  function migrateOn(lowestReader: number | undefined): void {
    const database = new Database(join(folder, 'catalogue.sqlite'))
    database.exec('CREATE TABLE forecast (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
    database.exec('ALTER TABLE frame ADD COLUMN forecast INTEGER')
    if (lowestReader === undefined) database.exec(`DELETE FROM setting WHERE key = 'lowestReader'`)
    else database.prepare(`UPDATE setting SET value = ? WHERE key = 'lowestReader'`).run(String(lowestReader))
    database.pragma(`user_version = ${SCHEMA_VERSION + 10}`)
    database.close()
  }

  it('that says that this one reads it is looked at, and not a byte of its folder changes', async () => {
    migrateOn(SCHEMA_VERSION)
    const before = stateOf(folder)
    const study = await engine.openStudy(folder)
    expect(study.store.readOnly?.name).toBe('writtenByNewer')
    expect(await CatalogueService.info(study)).toMatchObject({ frames: 2, labelled: 2 })
    await CatalogueService.thumbnail.make(
      CatalogueService.thumbnail.path(folder, 'ab'.repeat(32)),
      sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }),
    )
    await study.lists.keep(Int32Array.of(1, 2))
    const stroke = {
      frame: 1,
      stroke: 'stroke-one',
      base: 1,
      x: 0,
      y: 0,
      patch: encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) }),
    }
    await expect(LabelService.paint(callIn(study), stroke)).rejects.toMatchObject({ code: 'READ_ONLY' })
    await engine.close()
    expect(stateOf(folder)).toEqual(before)
  })

  it.each([undefined, SCHEMA_VERSION + 10])(
    'that needs a reader of %s is refused, untouched',
    async (lowest) => {
      migrateOn(lowest)
      const before = stateOf(folder)
      await expect(engine.openStudy(folder)).rejects.toMatchObject({
        code: 'READ_ONLY',
        reason: { name: 'tooNewToRead' },
      })
      expect(stateOf(folder)).toEqual(before)
    },
  )
})
