import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { debianRoot } from '../support/installed/debianRoot.ts'
import { packagedForLinux, pictures, release } from '../support/installed/packaged.ts'
import { ran } from '../support/installed/ran.ts'
import { hasBuild, hasDebian, hasTensorFlow, hasUnshare, project } from '../support/places.ts'

interface Seen {
  readonly doctor: string
  readonly doctorOfAnother: string
  readonly doctorInOddPlace: string
  readonly window: { readonly text: string; readonly agent: string }
  readonly served: { readonly status: number; readonly page: string }
  readonly changed: readonly string[]
  readonly seconds: Readonly<Record<string, number>>
}

const runs = hasBuild && hasTensorFlow && hasUnshare && hasDebian

describe.skipIf(!runs)('the package on a bare Debian without a network', { timeout: 900_000 }, () => {
  let room: string
  let seen: Seen
  let packets: number
  let deb: string

  beforeAll(async () => {
    const made = await packagedForLinux()
    deb = made.deb
    const base = await debianRoot(deb)
    room = mkdtempSync(join(release, 'machine-'))
    const at = (name: string) => join(room, name)
    const support = (name: string) => join(project, 'tests/support', name)
    await ran('unshare', [
      ...['-n', '-m', support('egress/network.sh')],
      ...[process.execPath, support('egress/counted.ts'), at('packets')],
      ...[process.execPath, support('installed/onDebian.ts'), at('seen.json')],
      ...[base, deb, made.tar, room, join(pictures, 'debian.png')],
    ])
    seen = JSON.parse(readFileSync(at('seen.json'), 'utf8')) as Seen
    packets = Number(readFileSync(at('packets'), 'utf8'))
    process.stderr.write(`on Debian, s: ${JSON.stringify(seen.seconds)}\n`)
  }, 1_500_000)
  afterAll(() => rmSync(room, { recursive: true, force: true }))

  it('trains on its own TensorFlow, with its own weights, for whoever signs in', () => {
    for (const [said, home] of [
      [seen.doctor, '/home/eva'],
      [seen.doctorOfAnother, '/home/otto'],
      [seen.doctorInOddPlace, '/home/otto'],
    ] as const) {
      const told = JSON.parse(said) as Record<string, unknown>
      expect(told).toMatchObject({ tensorflow: '2.21.0', backend: 'tensorflow' })
      expect(JSON.stringify(told)).toContain(home)
    }
    expect(seen.changed.some((path) => /\/Demo\.loco\/models\/./.test(path))).toBe(true)
  })

  it('shows its window', () => {
    expect(seen.window.text).toContain('Open the demo study')
    expect(seen.window.agent).toContain('LoCoStudio/')
  })

  it('serves the same window to a browser', () => {
    expect(seen.served.status).toBe(200)
    expect(seen.served.page).toContain('<title>LoCo Studio')
  })

  it('sends no packet', () => {
    expect(packets).toBe(0)
  })

  it('writes into the data folder and the study alone', () => {
    const own = [
      ...['/home/eva/LoCo Studio/', '/home/otto/LoCo Studio/', '/home/eva/Untersuchungen ä 喉/'],
      // The system's own list of its fonts, made by whichever program asks for one first.
      '/home/eva/.cache/fontconfig/',
    ]
    expect(seen.changed.filter((path) => own.every((folder) => !path.startsWith(folder)))).toEqual([])
  })

  it('belongs to root, and lets nobody run code through its binary', () => {
    const listing = spawnSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', maxBuffer: 1e8 }).stdout
    const lines = listing.split('\n').filter(Boolean)
    expect(lines.filter((line) => !line.includes(' root/root '))).toEqual([])
    const privileged = lines.filter((line) => /^-..s/.test(line))
    expect(privileged.map((line) => line.replace(/^.*\//, ''))).toEqual(['chrome-sandbox'])
  })
})
