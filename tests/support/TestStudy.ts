import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { Runtime } from '../../src/main/engine/machine/Runtime.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { callIn } from './me.ts'
import { project } from './places.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(inside = tmpdir()): { path: string; remove(): void } {
  const path = mkdtempSync(join(inside, 'loco-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The same in memory where there is such a place: for files by the thousand that nobody needs to find after a power cut. */
export function folderInMemory(): ReturnType<typeof temporaryFolder> {
  const memory = '/dev/shm'
  return temporaryFolder(existsSync(memory) ? memory : tmpdir())
}

/** A real engine on real folders, with the built trainer. */
export const testEngine = (folder: string, change: Partial<Runtime> = {}): Engine =>
  new Engine(testRuntime(folder, change))

/** A machine whose files all lie in one folder, with the trainer as built. */
export const testRuntime = (folder: string, change: Partial<Runtime> = {}): Runtime => ({
  version: 'test',
  installed: null,
  dataFolder: folder,
  logFile: join(folder, 'log/loco.log'),
  trainerEntry: join(project, 'out/main/trainer.js'),
  assistantEntry: join(project, 'out/main/assistant.js'),
  node: process.execPath,
  nodeArguments: [],
  gpuLibraries: null,
  imagenet: {},
  assistFolder: join(folder, 'assist'),
  readsAhead: false,
  demoFolder: join(folder, 'demo'),
  recentFile: join(folder, 'recent.json'),
  sessionsFile: join(folder, 'sessions.json'),
  certificateFile: join(folder, 'server/certificate.pem'),
  keysFolder: join(folder, 'keys'),
  ...change,
})

/** A folder of `count` image/mask pairs: a bright disc on a textured ground is the lesion. */
export async function writePairs(folder: string, count: number, side = 72): Promise<void> {
  for (const name of ['images', 'masks']) mkdirSync(join(folder, name), { recursive: true })
  for (let n = 0; n < count; n++) {
    const image = Buffer.alloc(side * side * 3)
    const mask = Buffer.alloc(side * side)
    const [cx, cy] = [side * (0.3 + 0.4 * ((n * 7) % 10) * 0.1), side * (0.3 + 0.4 * ((n * 3) % 10) * 0.1)]
    for (let i = 0; i < side * side; i++) {
      const inside = Math.hypot((i % side) - cx, Math.floor(i / side) - cy) < side / 5
      mask[i] = inside ? 1 : 0
      image.fill(90 + ((i * (n + 3)) % 23) + (inside ? 70 : 0), i * 3, i * 3 + 3)
    }
    const stem = `frame-${String(n).padStart(2, '0')}`
    await sharp(image, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toFile(join(folder, 'images', `${stem}.png`))
    await sharp(mask, { raw: { width: side, height: side, channels: 1 } })
      .png()
      .toFile(join(folder, 'masks', `${stem}.png`))
  }
  writeFileSync(
    join(folder, 'manifest.csv'),
    `stem,patient\n${Array.from({ length: count }, (_, n) => `frame-${String(n).padStart(2, '0')},P${Math.floor(n / 2)}`).join('\n')}\n`,
  )
}

/** A study in `study` below the folder, from as many pairs, which it draws into `data`. */
export async function studyOfPairs(
  engine: Engine,
  folder: string,
  pairs: { readonly count: number; readonly side?: number; readonly classes?: readonly string[] },
): Promise<OpenStudy> {
  const { count, side, classes = ['normal', 'lesion'] } = pairs
  const data = join(folder, 'data')
  await writePairs(data, count, side)
  const study = await engine.createStudy(join(folder, 'study'), classes)
  await ImportService.importPaths(callIn(study), [data], { layout: 'pairs' }, () => {})
  return study
}

/**
 * A study of three classes in `study` below the folder, of frames without masks that it draws into `data`: of as many
 * patients, or all of one examination.
 */
export async function studyOfFrames(
  engine: Engine,
  folder: string,
  { count, side, of = 'patients' }: { count: number; side?: number; of?: 'patients' | 'examination' },
): Promise<OpenStudy> {
  await writePairs(join(folder, 'data'), count, side)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  const pattern = of === 'patients' ? /^frame-(\d+)()/u : /^(frame)-()/u
  const options = { layout: 'folder', groupBy: { kind: 'regex', pattern } } as const
  await ImportService.importPaths(callIn(study), [join(folder, 'data/images')], options, () => {})
  return study
}

/** Runs a `loco` command of the build and returns its JSON; throws what it says where it fails. */
export function loco(...args: string[]): Record<string, unknown> {
  const command = [join(project, 'out/main/loco.js'), ...args, '--json']
  const { status, stdout, stderr } = spawnSync(process.execPath, command)
  if (status !== 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString()) as Record<string, unknown>
}
