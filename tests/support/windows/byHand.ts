import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import sharp from 'sharp'
// @ts-expect-error: a script of the build, which has no types
import { zig } from '../../../build/stage/zig.mjs'
import { project } from '../places.ts'
import type { Wine } from './Wine.ts'

/** Between two pages, px. */
const GAP = 16

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Whether this machine has a screen that can be photographed. */
export const hasScreen = Boolean(process.env['DISPLAY']) && spawnSync('which', ['import']).status === 0

/** Installs as a person does who changes nothing, a page at a time; leaves the pages in one picture, `out`. */
export async function installedByHand(wine: Wine, setup: string, out: string): Promise<void> {
  const presser = join(wine.place, 'press.exe')
  const source = join(project, 'tests/packages/wine/press.c')
  await zig('cc', '-target', 'x86_64-windows-gnu', '-O1', '-s', source, '-o', presser)
  // Without a window manager, Windows draws its own frame.
  const [key, as] = ['HKCU\\Software\\Wine\\X11 Driver', ['/t', 'REG_SZ', '/f']]
  await wine.run('reg.exe', ['add', key, '/v', 'Managed', '/d', 'N', ...as])
  const { ended } = wine.start(setup, [])
  const press = async (button: string, ...how: string[]): Promise<Box> => {
    const { code, out } = await wine.run(presser, [button, ...how])
    if (code !== 0) throw new Error(`The installer never offered ${button}.`)
    const [left = 0, top = 0, width = 0, height = 0] = out.trim().split(' ').map(Number)
    return { left, top, width, height }
  }
  const pages = [await taken(await press('Next'))]
  await press('Next', 'press')
  pages.push(await taken(await press('Install')))
  const box = await press('Install', 'press')
  // Far enough for the bar to have moved, and far from the end.
  await pass(4000)
  pages.push(await taken(box))
  pages.push(await taken(await press('Finish')))
  await press('Finish', 'press')
  const { code } = await ended
  if (code !== 0) throw new Error(`The installer ended with ${String(code)}.`)
  mkdirSync(dirname(out), { recursive: true })
  await twoByTwo(pages, box, out)
}

async function taken(box: Box): Promise<Buffer> {
  // A button says its word before all of its page is painted.
  await pass(1500)
  const { stdout } = spawnSync('import', ['-window', 'root', 'png:-'], { maxBuffer: 64e6 })
  return sharp(stdout).extract(box).png().toBuffer()
}

/** Pages of one size in rows of two, in the order they are seen. */
async function twoByTwo(pages: readonly Buffer[], { width, height }: Box, out: string): Promise<void> {
  const rows = Math.ceil(pages.length / 2)
  const size = { width: 2 * width + 3 * GAP, height: rows * height + (rows + 1) * GAP }
  const placed = pages.map((input, k) => ({
    input,
    left: GAP + (k % 2) * (width + GAP),
    top: GAP + Math.floor(k / 2) * (height + GAP),
  }))
  await sharp({ create: { ...size, channels: 3, background: '#e9edf0' } })
    .composite(placed)
    .webp({ quality: 90 })
    .toFile(out)
}
