import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { checkStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { rights } from '../../src/shared/domain/roles.ts'
import { connected } from '../support/connected.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 4, side: 32 })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const at = (...names: string[]) => join(place.path, ...names)
const anna = (of = engine) => connected({ engine: of, actor: { name: 'anna', rights } })
async function drained(stream: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await stream);
}
const exported = (to: string, of = engine) =>
  drained(
    anna(of).study.export({
      ...{ format: 'png', out: at(to), filter: { hidden: false }, layer: 'reader' },
      ...{ images: false, pseudonyms: true },
    }),
  )
const backedUp = (to: string, of = engine) => drained(anna(of).study.backUp({ file: at(to) }))
/** What the trail tells of what was taken out. */
const told = async () => {
  const rows = await engine.study.store.db
    .selectFrom('audit')
    .select(['actor', 'action', 'subject', 'detail'])
    .where('action', 'in', ['export', 'back-up'])
    .orderBy('seq')
    .execute()
  return rows.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as unknown }))
}

describe('what is taken out of a study', () => {
  it('is told with who took it, how, and no path', async () => {
    await exported('Hans Müller')
    await backedUp('Hans Müller.zip')
    expect(await told()).toEqual([
      {
        ...{ actor: 'anna', action: 'export', subject: 'frames:4' },
        detail: {
          ...{ format: 'png', layer: 'reader', images: false, pseudonyms: true },
          ...{ masks: 0, filter: { hidden: false } },
        },
      },
      {
        ...{ actor: 'anna', action: 'back-up', subject: 'study' },
        detail: { checkpoints: false, files: 5, bytes: expect.any(Number) as unknown },
      },
    ])
    expect((await checkStudy(engine.study.store)).problems).toEqual([])
  })

  it('is not told where it failed', async () => {
    mkdirSync(at('full'))
    writeFileSync(at('full', 'thesis.txt'), 'mine')
    writeFileSync(at('there.zip'), 'mine')
    await expect(exported('full')).rejects.toMatchObject({ data: { name: 'folderNotEmpty' } })
    await expect(backedUp('there.zip')).rejects.toMatchObject({ data: { name: 'backupThereAlready' } })
    expect(await told()).toEqual([])
  })

  it('is taken back where the study cannot tell of it, but for a backup, which then is needed most', async () => {
    const { db } = engine.study.store
    const refuse = sql`CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.audit BEGIN SELECT RAISE(ABORT, 'no'); END`
    await refuse.execute(db)
    await expect(exported('out')).rejects.toMatchObject({ code: expect.any(String) as unknown })
    expect(readdirSync(at('out'))).toEqual([])
    await backedUp('rescued.zip')
    expect(existsSync(at('rescued.zip'))).toBe(true)
    await sql`DROP TRIGGER refuse`.execute(db)
    expect(await told()).toEqual([])
  })

  it('leaves a study that can only be read, without a row', async () => {
    const other = testEngine(place.path)
    await other.openStudy(engine.study.store.folder)
    expect(other.study.store.readOnly).not.toBeNull()
    await exported('out', other)
    await backedUp('out.zip', other)
    expect([existsSync(at('out', 'manifest.csv')), existsSync(at('out.zip'))]).toEqual([true, true])
    expect(await told()).toEqual([])
    await other.close()
  })
})

describe('a search with a name', () => {
  it('is told as it is kept and removed, and nothing where another window was quicker', async () => {
    const [kept] = await anna().catalogue.saveSearch({ name: 'to do', filter: { labelled: false } })
    await anna().catalogue.saveSearch({ name: 'to do', filter: { labelled: true } })
    await anna().catalogue.removeSearch({ id: kept?.id ?? 0 })
    await anna().catalogue.removeSearch({ id: kept?.id ?? 0 })
    const rows = await engine.study.store.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('action', 'like', '%search')
      .orderBy('seq')
      .execute()
    expect(rows.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['anna', 'save-search', '{"name":"to do","filter":{"labelled":false}}'],
      ['anna', 'save-search', '{"name":"to do","filter":{"labelled":true}}'],
      ['anna', 'remove-search', '{"name":"to do"}'],
    ])
  })
})
