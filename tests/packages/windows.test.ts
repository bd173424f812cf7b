import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { packagedForWindows } from '../support/installed/packaged.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { connectTo, enter } from '../support/Session.ts'
import { hasMakensis, hasWine, Wine } from '../support/windows/Wine.ts'

const PLACE = 'C:\\Eigene Programme\\Löcö Studio'
const STUDY = 'C:\\users\\Studien ä 喉\\Demo'
/** How the command line's bundle is called there, and nowhere else on this machine. */
const OWN = 'main\\loco.js'
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
  afterAll(() => rmSync(wine.place, { recursive: true, force: true }))

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
    await gone(() => wine.running(OWN))
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

  it('goes without a trace but the studies, and leaves no process', async () => {
    await wine.run(`${PLACE}\\Uninstall.exe`, ['/S', ...`_?=${PLACE}`.split(' ')])
    expect(existsSync(wine.at(`${PLACE}\\versions`))).toBe(false)
    expect(existsSync(wine.at(`${STUDY}\\catalogue.sqlite`))).toBe(true)
    expect(wine.running(OWN)).toEqual([])
  })
})

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
