import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { packagedForWindows, pictures } from '../support/installed/packaged.ts'
import { hasBuild, hasGolden, hasTensorFlow } from '../support/places.ts'
import { connectTo, enter } from '../support/Session.ts'
import { hasScreen, installedByHand } from '../support/windows/byHand.ts'
import { type Ran, ranGolden } from '../support/windows/golden/ranGolden.ts'
import { nextVersion } from '../support/windows/nextVersion.ts'
import { hasMakensis, hasWine, Wine } from '../support/windows/Wine.ts'

const PLACE = 'C:\\Eigene Programme\\Löcö Studio'
const VERSION = `${PLACE}\\versions\\0.1.0`
const STUDY = 'C:\\users\\Studien ä 喉\\Demo'
const SMALL = ['--steps', '2', '--size', '64', '--batch', '2', '--json']

const runs = hasBuild && hasTensorFlow && hasWine && hasMakensis

describe.skipIf(!runs)('the installer on Windows, as Wine has it', { timeout: 900_000 }, () => {
  let wine: Wine
  const loco = (...args: string[]) => wine.run(`${PLACE}\\loco.exe`, args)
  /** The answer of a command that says it as JSON; fails with what it said instead. */
  const told = async (...args: string[]) => {
    const { code, out, errors } = await loco(...args)
    expect({ code, errors: code === 0 ? '' : errors }).toEqual({ code: 0, errors: '' })
    return JSON.parse(out) as Record<string, unknown>
  }

  beforeAll(async () => {
    const setup = await packagedForWindows()
    wine = await Wine.begin(mkdtempSync(join(tmpdir(), 'loco-wine-')))
    // NSIS takes the rest of the line as it is; word by word, nothing is put in quotes.
    const { code } = await wine.run(setup, ['/S', ...`/D=${PLACE}`.split(' ')])
    expect(code).toBe(0)
  }, 1_500_000)
  afterAll(() => wine.end())

  it('is there after a silent installation, for one user', async () => {
    const registry = await wine.run('reg.exe', ['query', 'HKCU\\Software\\Classes\\.locoupdate', '/ve'])
    for (const name of ['LoCo Studio.exe', 'loco.exe', 'current.txt', 'Uninstall.exe'])
      expect(existsSync(wine.at(`${PLACE}\\${name}`))).toBe(true)
    expect(existsSync(wine.at(`${PLACE}\\managed.json`))).toBe(false)
    expect(registry.out).toContain('LoCoStudio.Update')
  })

  it('has its own TensorFlow', async () => {
    expect(await told('doctor', '--json')).toMatchObject({
      tensorflow: '2.16.2',
      platform: 'win32 x64',
      problem: null,
    })
  })

  it.skipIf(!hasGolden)('computes what the golden vectors say', async () => {
    const ran = await ranGolden(wine, `${VERSION}\\resources`)
    const all = ran.flatMap(({ outcomes }) => outcomes)
    for (const { outcomes } of ran) expect(outcomes).not.toEqual([])
    expect(all.filter(({ state }) => state === 'failed')).toEqual([])
    // A second opinion of scikit-learn, which is Python's; what it once said is compared.
    expect(all.flatMap(({ state, name }) => (state === 'skipped' ? [name] : []))).toEqual([
      'kappa and surface Dice of 100 pairs > are what they say now',
    ])
    process.stderr.write(`golden on Windows: ${ran.map(inShort).join(', ')}\n`)
  })

  it('makes the demo study, in a folder with a space and letters of two scripts', async () => {
    expect(await told('demo', STUDY, '--json')).toMatchObject({ frames: 200, labelled: 80 })
  })

  it('keeps what is painted in its window', async () => {
    const { child, said } = wine.start(`${PLACE}\\loco.exe`, ['serve', STUDY, '--no-open'])
    const { client, socket } = await connectTo(await enter(await addressIn(said)))
    const patch = Buffer.from(encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })).toString('base64')
    const base = (await client.layers.own({ frame: 1 }))?.revision ?? 0
    const saved = await client.layers.paint({ frame: 1, stroke: 'stroke-1', base, x: 3, y: 4, patch })
    expect(saved.revision).toBe(base + 1)
    expect(await client.layers.own({ frame: 1 })).toMatchObject({ revision: saved.revision })
    socket.close()
    child.kill('SIGKILL')
    await gone(() => wine.running(`${PLACE}\\versions`))
  })

  it.each(['efficientnet-lite0', 'resnet50'])('trains %s, and labels a frame by it', async (backbone) => {
    const round = await told('train', STUDY, '--method', 'supervised', '--backbone', backbone, ...SMALL)
    expect(round).toMatchObject({ steps: 2 })
    await told('predict', STUDY, '--model', String(round['model']), '--shard', '1/100', '--json')
  })

  it('gives frames and masks back', async () => {
    const out = 'C:\\users\\Ausgabe'
    expect(await told('export', STUDY, '--format', 'png', '--out', out, '--json')).toMatchObject({
      rejected: [],
    })
    expect(existsSync(wine.at(`${out}\\SHA256SUMS`))).toBe(true)
  })

  it('takes an update from a stick, once, and goes back', async () => {
    const stick = 'C:\\users\\Stick ü\\next.locoupdate'
    await nextVersion(wine.at(VERSION), '0.1.1', { work: join(wine.place, 'next'), out: wine.at(stick) })
    const current = () => readFileSync(wine.at(`${PLACE}\\current.txt`), 'utf8').trim()
    expect(await told('update', 'look', stick, '--json')).toMatchObject({ from: '0.1.0', version: '0.1.1' })
    expect(current()).toBe('0.1.0')
    expect(await told('update', 'apply', stick, '--json')).toMatchObject({ version: '0.1.1' })
    expect(current()).toBe('0.1.1')
    expect(await told('doctor', '--json')).toMatchObject({ version: '0.1.1', problem: null })
    expect(await told('update', 'verify', '--json')).toMatchObject({ problems: [] })
    const again = await loco('update', 'apply', stick)
    expect(again).toMatchObject({ code: 1, errors: expect.stringContaining('0.1.1 is here already') })
    expect(await told('update', 'back', '--json')).toMatchObject({ version: '0.1.0' })
    expect(current()).toBe('0.1.0')
    expect(await told('doctor', '--json')).toMatchObject({ version: '0.1.0', problem: null })
  })

  it('goes without a trace but the studies, and leaves no process', async () => {
    await wine.run(`${PLACE}\\Uninstall.exe`, ['/S', ...`_?=${PLACE}`.split(' ')])
    expect(existsSync(wine.at(`${PLACE}\\versions`))).toBe(false)
    expect(existsSync(wine.at(`${STUDY}\\catalogue.sqlite`))).toBe(true)
    expect(wine.running(`${PLACE}\\versions`)).toEqual([])
  })

  it.skipIf(!hasScreen)('installs page by page, and starts nothing that was not asked for', async () => {
    const user = `C:\\users\\${userInfo().username}\\AppData\\Local\\Programs\\LoCo Studio`
    await installedByHand(wine, await packagedForWindows(), join(pictures, 'installer.webp'))
    expect(readFileSync(wine.at(`${user}\\current.txt`), 'utf8').trim()).toBe('0.1.0')
    expect(wine.running(`${user}\\versions`)).toEqual([])
  })
})

/** How many cases a file has, and how much of what a figure may be off the nearest to its limit was. */
const inShort = ({ file, outcomes }: Ran) =>
  `${file} ${String(outcomes.length)} (${(100 * Math.max(...outcomes.map(({ nearest }) => nearest))).toFixed(1)} %)`

async function addressIn(file: string): Promise<string> {
  for (;;) {
    const found = /LoCo Studio is ready: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1]
    if (found) return found
    await pass(200)
  }
}

async function gone(running: () => readonly string[]): Promise<void> {
  while (running().length > 0) await pass(200)
}
