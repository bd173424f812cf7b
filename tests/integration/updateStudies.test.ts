import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localActor } from '../../src/main/api/localActor.ts'
import { back, lookAt, update } from '../../src/main/api/machine/updating.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { SCHEMA_VERSION } from '../../src/main/engine/store/migrations/index.ts'
import { installationIn } from '../../src/main/install/Installation.ts'
import { Installed } from '../../src/main/install/Installed.ts'
import { installed, startedVersion, updateTo } from '../support/installedTree.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

describe('studies and an update', () => {
  let place: ReturnType<typeof temporaryFolder>
  let engine: Engine
  let root: string
  let file: string
  let study: string
  const at = (...names: string[]) => join(place.path, ...names)
  const running = (version: string) =>
    testEngine(at('home'), { installed: new Installed(installationIn(join(root, 'versions', version))) })
  const applies = () => update({ engine, actor: localActor() }, file, {})

  beforeEach(async () => {
    place = temporaryFolder()
    root = (await installed(at('root'))).root
    file = await updateTo(at('updates'), { version: '0.2.0', dataFormat: SCHEMA_VERSION + 10 })
    engine = running('0.1.0')
    study = (await studyOfPairs(engine, at('home'), { count: 2, side: 32 })).store.folder
  })
  afterEach(async () => {
    await engine.close()
    place.remove()
  })

  /** As if the newer version had opened it. */
  function migrateOn(): void {
    const database = new Database(join(study, 'catalogue.sqlite'))
    database.pragma(`user_version = ${SCHEMA_VERSION + 10}`)
    database.close()
  }

  it.each(['open', 'closed'])(
    'that are %s are backed up first, and come back with the version before',
    async (how) => {
      if (how === 'closed') {
        await engine.close()
        engine = running('0.1.0')
      }
      expect(await lookAt(engine, file)).toMatchObject({
        version: '0.2.0',
        from: '0.1.0',
        studies: 1,
        why: null,
      })
      await applies()
      expect(startedVersion(root)).toBe('0.2.0')
      expect(readdirSync(at('home/backups/before-0.2.0'))).toEqual(['1 study.zip', 'studies.json'])
      await engine.close()
      migrateOn()
      engine = running('0.2.0')
      await expect(back(engine, { withBackups: false })).rejects.toMatchObject({
        reason: { name: 'earlierReadsNot', values: { study, version: '0.1.0' } },
      })
      expect(startedVersion(root)).toBe('0.2.0')
      const newer = readFileSync(join(study, 'catalogue.sqlite'))
      expect(await back(engine, { withBackups: true })).toEqual({
        version: '0.1.0',
        broughtBack: [`${study} 0.1.0`],
      })
      expect(startedVersion(root)).toBe('0.1.0')
      expect(readFileSync(join(study, 'catalogue.sqlite'))).toEqual(newer)
      await engine.close()
      engine = running('0.1.0')
      expect((await engine.openStudy(`${study} 0.1.0`)).store.readOnly).toBeNull()
    },
  )

  it('that cannot be backed up keep it from being applied', async () => {
    await engine.close()
    engine = running('0.1.0')
    const catalogue = join(study, 'catalogue.sqlite')
    writeFileSync(catalogue, 'no catalogue any more '.repeat(500))
    await expect(applies()).rejects.toMatchObject({
      code: 'UPDATE_REFUSED',
      reason: { name: 'studyNotBackedUp' },
    })
    expect(startedVersion(root)).toBe('0.1.0')
    expect(existsSync(join(root, 'versions/0.2.0'))).toBe(false)
  })

  it('are left alone where the update is refused', async () => {
    const old = await updateTo(at('updates'), { version: '0.0.9' })
    await expect(update({ engine, actor: localActor() }, old, {})).rejects.toMatchObject({
      reason: { name: 'updateNotNewer' },
    })
    expect(existsSync(at('home/backups'))).toBe(false)
    await engine.close()
    engine = testEngine(at('home'))
    await expect(applies()).rejects.toMatchObject({ reason: { name: 'notInstalled' } })
  })
})
