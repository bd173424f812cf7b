import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { setSetting, settingOf } from '../../src/main/engine/store/settings.ts'
import { copyAtOneMoment } from '../../src/main/engine/store/sqlite/copyCatalogue.ts'
import { copiesOf, recover } from '../../src/main/engine/store/upkeep/copies.ts'
import { snapshot } from '../../src/main/engine/store/upkeep/snapshot.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { takeWriterLock } from '../../src/main/engine/store/writerLock.ts'
import { rowsOf } from '../support/frozenCatalogues.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)
const catalogue = (folder: string) => join(folder, 'catalogue.sqlite')
const journal = (folder: string) => `${catalogue(folder)}-journal`
let folders = 0

beforeAll(async () => {
  for (const name of ['mine', 'other']) {
    mkdirSync(at(name))
    const engine = testEngine(at(name))
    await studyOfFrames(engine, at(name), { count: name === 'mine' ? 12 : 3, side: 32 })
    await engine.close()
  }
})
afterAll(() => place.remove())

function copyOf(name: string): string {
  const folder = at(`copy-${++folders}`)
  cpSync(at(name, 'study'), folder, { recursive: true })
  return folder
}

/** A power cut in the middle of a change without a log: pages are changed, and what they were lies in the journal. */
function cutOff(folder: string): void {
  const database = new Database(catalogue(folder))
  database.pragma('cache_size = 5')
  database.exec('BEGIN IMMEDIATE')
  database.exec(`UPDATE frame SET name = name || hex(randomblob(3000))`)
  for (const end of ['', '-journal'])
    copyFileSync(`${catalogue(folder)}${end}`, `${catalogue(folder)}${end}.left`)
  database.exec('ROLLBACK')
  database.close()
  for (const end of ['', '-journal']) {
    copyFileSync(`${catalogue(folder)}${end}.left`, `${catalogue(folder)}${end}`)
    rmSync(`${catalogue(folder)}${end}.left`)
  }
}

/** A power cut after a version that kept a journal of it had begun its log: the first page as it was. */
function cutOffAtBeginning(folder: string): void {
  const [pageSize, sector] = [4096, 512]
  const bytes = readFileSync(catalogue(folder))
  const journaled = Buffer.alloc(sector + 4 + pageSize + 4)
  journaled.write('d9d505f920a163d7', 0, 'hex')
  // One page, a nonce of 0, and the pages that there were.
  for (const [n, value] of [1, 0, bytes.length / pageSize, sector, pageSize].entries())
    journaled.writeUInt32BE(value, 8 + 4 * n)
  journaled.writeUInt32BE(1, sector)
  bytes.copy(journaled, sector + 4, 0, pageSize)
  let sum = 0
  for (let at = pageSize - 200; at > 0; at -= 200) sum += bytes.readUInt8(at)
  journaled.writeUInt32BE(sum, sector + 4 + pageSize)
  const database = new Database(catalogue(folder))
  database.pragma('journal_mode = WAL')
  database.close()
  writeFileSync(journal(folder), journaled)
}

describe('a journal that a power cut left', () => {
  it.each([
    ['a change', cutOff],
    ['the beginning of a log', cutOffAtBeginning],
  ])('of %s is taken back by who writes, and seen through by who looks on', async (_, leave) => {
    const tally = tallyOf('a journal beside a catalogue')
    const folder = copyOf('mine')
    const before = rowsOf(catalogue(folder))
    leave(folder)
    expect(existsSync(journal(folder))).toBe(true)

    const lock = takeWriterLock(folder)
    const looked = await openStore(folder)
    tally.tried++
    expect(looked.readOnly?.name).toBe('openElsewhere')
    expect(await verifyStudy(looked)).toEqual([])
    await snapshot(looked, at(`snapshot-${folders}.sqlite`))
    await copyAtOneMoment(catalogue(folder), at(`moment-${folders}.sqlite`))
    await looked.close()
    if (lock.is === 'held') lock.release()
    for (const copy of ['snapshot', 'moment'])
      expect(rowsOf(at(`${copy}-${folders}.sqlite`)), copy).toEqual(before)
    expect(existsSync(journal(folder))).toBe(true)

    const store = await openStore(folder)
    tally.tried++
    expect(store.readOnly).toBeNull()
    expect(await verifyStudy(store)).toEqual([])
    await store.close()
    expect(readdirSync(folder).filter((file) => /-(wal|shm|journal)$/.test(file))).toEqual([])
    expect(rowsOf(catalogue(folder))).toEqual(before)
    expect(tally).toEqual({ tried: 2, ...NOTHING_WRONG })
  })

  it.each([
    ["is another study's", () => copyOf('other')],
    ["is yesterday's", () => copyOf('mine')],
  ])('is not taken back where it %s, which is told, and the study is opened without it', async (_, from) => {
    const [folder, other] = [copyOf('mine'), from()]
    cutOff(other)
    const today = await openStore(folder)
    await setSetting(today.db, 'written', 'today')
    await today.close()
    const before = rowsOf(catalogue(folder))
    copyFileSync(journal(other), journal(folder))
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STUDY_DAMAGED' })
    const { why, copies } = await copiesOf(folder)
    expect(why?.name).toBe('journalForeign')
    expect(copies).toMatchObject([{ isItself: true, frames: 12 }])
    await recover(folder, 'catalogue.sqlite')
    const store = await openStore(folder)
    expect(store.readOnly).toBeNull()
    expect(await settingOf(store.db, 'written')).toBe('today')
    await store.close()
    expect(rowsOf(catalogue(folder))).toEqual(before)
  })

  it('of which nothing was on the disk is gone', async () => {
    const folder = copyOf('mine')
    writeFileSync(journal(folder), Buffer.alloc(512, 7))
    const store = await openStore(folder)
    expect(store.readOnly).toBeNull()
    await store.close()
    expect(existsSync(journal(folder))).toBe(false)
  })
})
