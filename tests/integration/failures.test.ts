import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { supportReport } from '../../src/main/api/machine/supportReport.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { writeLog } from '../../src/main/files/writeLog.ts'
import { reason } from '../../src/shared/reasons/index.ts'
import { hasBuild, project } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { loco, studyOfPairs, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { openWindowClient, type WindowClient } from '../support/WindowClient.ts'

/** Names that would tell who a patient is; each must be found in the study, and never in log or report. */
const TELLING = ['Kowalska', 'Zdzislawa', 'Wojciechowski', '1957-03-14', 'PESEL57031412345']
const [surname, forename, other, birthday, number] = TELLING

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let window: WindowClient
const at = (...parts: string[]) => join(place.path, ...parts)

beforeAll(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  window = await openWindowClient(engine)
})
afterAll(async () => {
  await window.close()
  await engine.close()
  place.remove()
})

/** What came instead of an answer. */
async function failed(asked: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error = await asked.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (!(error instanceof ORPCError)) throw new Error(`not a failure that crossed: ${String(error)}`)
  return error
}

/** Long work to its end: the last that it told. */
async function drained<T>(asked: Promise<AsyncIterable<T>>): Promise<T | undefined> {
  let last: T | undefined
  for await (const event of await asked) last = event
  return last
}

describe('a failure', () => {
  it('crosses the WebSocket as its code and its reason with values, declared and without words', async () => {
    const { client, received } = window
    const error = await failed(client.study.open({ folder: at('nowhere') }))
    expect(error).toMatchObject({ code: 'STUDY_NOT_FOUND', defined: true })
    expect(reason.parse(error.data)).toEqual({
      name: 'noStudyHere',
      values: { folder: at('nowhere'), file: 'catalogue.sqlite' },
    })
    expect(received.at(-1)).not.toContain('There is no study')
    expect(await failed(client.frames.get({ id: 1, filter: {} }))).toMatchObject({
      code: 'NO_STUDY_OPEN',
      data: { name: 'noStudyOpen', values: {} },
    })
  })

  it('of long work crosses the same way, and so do reasons inside its report', async () => {
    const { client } = window
    await client.study.create({ folder: at('study'), classes: ['normal', 'lesion'] })
    const import_ = (path: string) => drained(client.bring.intoOpen({ paths: [path] }))
    mkdirSync(at('empty'))
    expect(await failed(import_(at('empty')))).toMatchObject({
      code: 'NOTHING_TO_IMPORT',
      data: { name: 'nothingToImport', values: { paths: [at('empty')] } },
    })
    mkdirSync(at('broken'))
    writeFileSync(at('broken/a.png'), 'no image')
    expect(await import_(at('broken'))).toMatchObject({
      kind: 'done',
      result: { rejected: [{ reason: { name: 'noImage', values: {} } }] },
    })
  })

  it('keeps its technical cause to itself', async () => {
    const { client, received } = window
    received.length = 0
    await failed(client.folders.list({ path: at('nowhere') }))
    expect(received.join()).toContain('folderUnreadable')
    expect(received.join()).not.toMatch(/ENOENT|scandir|detail/)
  })

  it.each<[string, RegExp, () => Promise<unknown>]>([
    [
      'the archive library',
      /central directory/i,
      () => {
        writeFileSync(at('damaged.zip'), 'no archive')
        return drained(window.client.bring.survey({ paths: [at('damaged.zip')] }))
      },
    ],
    [
      'SQLite',
      /not a database/i,
      () => {
        mkdirSync(at('damaged'))
        writeFileSync(at('damaged/catalogue.sqlite'), 'no catalogue'.repeat(100))
        return window.client.study.open({ folder: at('damaged') })
      },
    ],
    ['the disk', /scandir|no such file/i, () => window.client.folders.list({ path: at('nowhere') })],
    // What the contract forbids is our mistake, and what was asked must not come back either.
    [
      'the check of a question',
      /expected string|issues/i,
      () => window.client.study.open({ folder: 7 as never }),
    ],
  ])('keeps what %s says to itself, and logs its kind and place', async (_, says, asked) => {
    rmSync(at('log'), { recursive: true, force: true })
    window.received.length = 0
    const error = await failed(asked())
    const wire = window.received.join()
    expect(error.defined).toBe(true)
    expect(wire).toContain(reason.parse(error.data).name)
    expect(wire).not.toMatch(says)
    expect(JSON.stringify(error)).not.toMatch(says)
    const log = readFileSync(at('log/loco.log'), 'utf8')
    expect(log).not.toMatch(says)
    expect(JSON.parse(log)).toMatchObject({
      event: 'failed',
      code: error.code,
      reason: reason.parse(error.data).name,
      error: { kind: expect.stringMatching(/Error$/), at: expect.any(Array) },
    })
  })

  it.skipIf(!hasBuild)('of a trainer keeps it to itself too', async () => {
    const hidden = join(project, 'tests/support/hideTensorFlow.cjs')
    const bare = testEngine(place.path, { nodeArguments: ['--no-deprecation', '--require', hidden] })
    await studyOfPairs(bare, at('bare'), { count: 16 })
    const { client, received, close } = await openWindowClient(bare)
    const watching = await client.training.watch()
    expect(await failed(client.training.start(smallRound(2)))).toMatchObject({
      code: 'TENSORFLOW_MISSING',
      data: { name: 'noTensorFlow', values: {} },
    })
    for await (const event of watching) if (event.kind === 'round' && event.round.state !== 'running') break
    expect(received.join()).toContain('noTensorFlow')
    expect(received.join()).not.toMatch(/Cannot find module|tfjs|detail/)
    await close()
    await bare.close()
  })
})

describe('the log', () => {
  const log = () => readFileSync(at('log/loco.log'), 'utf8')

  it('names operations, codes, reasons and places in the code', async () => {
    rmSync(at('log'), { recursive: true, force: true })
    await failed(window.client.study.open({ folder: at('nowhere') }))
    await failed(window.client.catalogue.undo({ action: 99 }))
    const entries = log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries).toMatchObject([
      { event: 'failed', operation: 'study.open', code: 'STUDY_NOT_FOUND', reason: 'noStudyHere' },
      { event: 'failed', operation: 'catalogue.undo' },
    ])
  })

  it('and the report for support hold nothing of a patient after a session with telling names', {
    timeout: 60_000,
  }, async () => {
    const { client } = window
    const source = at(`${surname} ${forename}`)
    await writePairs(source, 6)
    for (const name of readdirSync(join(source, 'images'))) {
      const told = `${surname}_${number}_${birthday}_${name}`
      renameSync(join(source, 'images', name), join(source, 'images', told))
      renameSync(join(source, 'masks', name), join(source, 'masks', told))
    }
    rmSync(join(source, 'manifest.csv'))
    writeFileSync(join(source, 'images', `${other}.png`), 'no image')
    const folder = at(`study of ${surname}`)
    await client.study.create({ folder, classes: ['normal', `${other} lesion`] })
    await drained(client.bring.intoOpen({ paths: [source] }))
    const { frames } = await client.frames.page({ filter: {}, offset: 0, limit: 10 })
    const shown = JSON.stringify([frames, await client.study.current()])
    for (const name of [surname, number, birthday]) expect(shown).toContain(name)

    // What goes wrong names files and folders: none of it may stay.
    await client.catalogue.tag({ frames: { filter: {} }, name: `${forename}` })
    await failed(client.study.open({ folder: at(`${surname} elsewhere`) }))
    await client.study.open({ folder })
    await failed(drained(client.bring.survey({ paths: [at(`${surname}.zip`)] })))
    await failed(client.folders.list({ path: at(surname ?? '', forename ?? '') }))
    const layer = 'reader'
    const out = { format: 'coco', out: source, filter: {}, images: false, pseudonyms: false, layer } as const
    await failed(drained(client.study.export(out)))
    await failed(drained(client.study.backUp({ file: at(`${surname} gone`, 'x.zip') })))
    const [, hash] =
      /([0-9a-f]{64})\.png/.exec(readdirSync(join(folder, 'frames'), { recursive: true }).join()) ?? []
    rmSync(join(folder, 'frames', (hash ?? '').slice(0, 2)), { recursive: true })
    for (const { id } of frames) await client.frames.image({ id, size: 'full' }).catch(() => {})
    await failed(
      client.training.start(
        smallRound(1, {
          method: 'loco',
          backbone: `${surname}`,
          batch: 1,
          initial: `${surname}.pth`,
          unjudged: true,
        }),
      ),
    )

    expect(log().split('\n').length).toBeGreaterThan(8)
    const report = hasBuild ? await supportReport(engine) : ''
    if (hasBuild) expect(report).toMatch(/frames\s+6/)
    for (const name of TELLING) {
      expect(log(), name).not.toContain(name)
      expect(report, name).not.toContain(name)
    }
  })

  it.skipIf(!hasBuild)('is kept beside a report that the window saves', async () => {
    const { file } = await window.client.machine.report()
    expect(file.startsWith(at('reports'))).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain('"operation":"catalogue.undo"')
    expect(await window.client.machine.about()).toMatchObject({
      version: 'test',
      data: place.path,
      log: at('log/loco.log'),
    })
  })

  it.skipIf(!hasBuild)('gets what commands fail for; they say it in the language of the terminal', () => {
    const data = at('terminal')
    const said = (language: string) =>
      spawnSync(process.execPath, [join(project, 'out/main/loco.js'), 'study', 'info', at(`${surname}`)], {
        env: { ...process.env, LOCO_DATA_HOME: data, LC_ALL: language },
        encoding: 'utf8',
      })
    expect(said('zh_CN.UTF-8').stderr).toContain('中没有研究；请选择含有')
    expect(said('C').stderr).toContain('There is no study in')
    const kept = readFileSync(join(data, 'log/loco.log'), 'utf8')
    expect(kept).toContain('"operation":"loco study","code":"STUDY_NOT_FOUND","reason":"noStudyHere"')
    expect(kept).not.toContain(surname)
    expect(loco('report', at('report.txt'))).toEqual({ file: at('report.txt') })
    expect(readFileSync(at('report.txt'), 'utf8')).toMatch(/version\s+\d+\.\d+\.\d+/)
  })

  it('is put aside when it has grown, and only so many files are kept', () => {
    const path = at('rotated/loco.log')
    for (let n = 0; n < 25_000; n++)
      writeLog(path, {
        event: 'round',
        id: `round-${n}`,
        state: 'finished',
        step: n,
        reason: 'studioStopped',
      })
    const files = readdirSync(at('rotated')).sort()
    expect(files).toEqual(['loco.log', 'loco.log.1', 'loco.log.2', 'loco.log.3'])
    for (const file of files) expect(statSync(at('rotated', file)).size).toBeLessThan(502_000)
    expect(readFileSync(path, 'utf8')).toContain('round-24999')
    expect(existsSync(at('rotated/loco.log.4'))).toBe(false)
  })
})
