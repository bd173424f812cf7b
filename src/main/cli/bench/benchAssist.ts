import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { localActor } from '../../api/localActor.ts'
import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ImportService } from '../../engine/import/ImportService.ts'

export interface AssistOptions {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly boxes: number
}

/**
 * Reads frames as they are read behind somebody who paints, one after another, and then asks for boxes and for clicks into
 * what they hold, as a window does: until the proposal is there.
 */
export async function benchAssist(engine: Engine, options: AssistOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-assist-'))
  try {
    say('making frames')
    const study = await engine.createStudy(join(folder, 'study'), ['normal', 'lesion'])
    const images = await framesIn(folder, options)
    await ImportService.importPaths({ study, actor: localActor() }, [images], { layout: 'folder' }, () => {})
    const frames = study.index.ids({}, undefined)
    const readMs: number[] = []
    for (const [n, frame] of frames.entries()) {
      say(`reading frame ${n + 1} of ${frames.length}`)
      readMs.push(await timed(() => engine.assist.propose({ frame, ...promptOf(n, options) })))
    }
    const frame = frames[0] ?? 0
    const boxMs: number[] = []
    const clickMs: number[] = []
    for (let n = 0; n < options.boxes; n++) {
      say(`box ${n + 1} of ${options.boxes}`)
      const { box } = promptOf(n, options)
      const click = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, adds: n % 2 === 0 }
      boxMs.push(await timed(() => engine.assist.propose({ frame, box, clicks: [] })))
      clickMs.push(await timed(() => engine.assist.propose({ frame, box, clicks: [click] })))
    }
    const memory = await engine.assist.memory()
    return {
      ...options,
      firstReadMs: Math.round(readMs[0] ?? 0),
      // The first has to load both nets besides.
      readMs: at(readMs.slice(1), 0.5),
      readMostMs: at(readMs.slice(1), 1),
      boxMs: at(boxMs, 0.5),
      boxP95Ms: at(boxMs, 0.95),
      clickMs: at(clickMs, 0.5),
      clickP95Ms: at(clickMs, 0.95),
      encoderMegabytes: Math.round(memory.encoder / 1e6),
      decoderMegabytes: Math.round(memory.decoder / 1e6),
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function framesIn(folder: string, { frames, width, height }: AssistOptions): Promise<string> {
  const images = join(folder, 'images')
  await mkdir(images)
  for (const [n, bytes] of (await DemoService.drawSome(frames)).entries()) {
    const frame = await sharp(bytes).resize(width, height, { fit: 'fill' }).jpeg().toBuffer()
    await writeFile(join(images, `frame-${n}.jpg`), frame)
  }
  return images
}

/** A box of a seventh to a half of the frame, another one each time. */
function promptOf(n: number, { width, height }: AssistOptions) {
  const [wide, tall] = [width / (2 + (n % 6)), height / (2 + (n % 5))]
  const [left, top] = [((n * 0.37) % 1) * (width - wide), ((n * 0.61) % 1) * (height - tall)]
  return { box: { left, top, right: left + wide, bottom: top + tall }, clicks: [] }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
}
