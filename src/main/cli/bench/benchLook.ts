import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import { localActor } from '../../api/localActor.ts'
import { overFrame } from '../../api/study/openFrame.ts'
import { DemoService } from '../../engine/demo/DemoService.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import type { Call } from '../../engine/study/Call.ts'

export interface LookOptions {
  readonly backbone: string
  readonly size: number
  readonly repeats: number
}

const FRAMES = 8
const CLASSES = ['normal', 'benign', 'malignant']

/**
 * Asks a model about one frame after another as a person at the canvas does, and measures until all that lies over the frame
 * is there: the first time, when the trainer has to start, and once it is warm. The model has learned one step: it takes as
 * long to see a frame as one that has learned for hours.
 */
export async function benchLook(engine: Engine, options: LookOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-look-'))
  try {
    say('making frames and a model')
    const study = await engine.createStudy(join(folder, 'study'), CLASSES)
    const call = { study, actor: localActor() }
    const images = await framesIn(folder, options.size)
    await ImportService.importPaths(call, [images], { layout: 'folder' }, () => {})
    await takeModel(engine, call, folder, join(images, 'frame-0.png'), options)
    const frames = study.index.ids({ split: 'train' }, undefined)
    const ask = async (n: number) => {
      const [frame, from] = [frames[n % frames.length] ?? 0, performance.now()]
      await engine.training.look(call.actor, frame)
      await overFrame(call, frame)
      return performance.now() - from
    }
    say('asking')
    const firstMs = await ask(0)
    const warm: number[] = []
    for (let n = 1; n <= options.repeats; n++) warm.push(await ask(n))
    warm.sort((a, b) => a - b)
    const at = (share: number) => Math.round(warm[Math.floor(share * (warm.length - 1))] ?? 0)
    return {
      ...options,
      firstMs: Math.round(firstMs),
      warmMs: at(0.5),
      warmP95Ms: at(0.95),
      warmMostMs: at(1),
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function framesIn(folder: string, size: number): Promise<string> {
  const images = join(folder, 'images')
  await mkdir(images)
  for (const [n, bytes] of (await DemoService.drawSome(FRAMES)).entries()) {
    const frame = await sharp(bytes).resize(size, size).png().toBuffer()
    await writeFile(join(images, `frame-${n}.png`), frame)
  }
  return images
}

/** Has a model learn one step of a frame, and takes it into use. */
async function takeModel(
  engine: Engine,
  call: Call,
  folder: string,
  image: string,
  { backbone, size }: LookOptions,
) {
  const from = {
    method: 'supervised',
    backbone,
    steps: 1,
    size: 64,
    batch: 2,
    classes: CLASSES.length,
  } as const
  const settings = { ...settingsFrom('cpu', from), frameSide: size }
  const mask = { width: size, height: size, data: new Uint8Array(size * size).fill(1, 0, (size * size) >> 1) }
  const frame = { id: '0', path: image, patient: 'P', modality: 'other', mask: encodeMask(mask) }
  const job = {
    settings,
    labelled: [frame],
    unlabelled: [],
    validation: [],
    test: [],
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: { kind: 'none' },
    runFolder: join(folder, 'run'),
    resume: false,
  } as const
  const result = answerOf(await engine.jobs.ask({ kind: 'train', job }).outcome)
  const data = { labelled: 1, unlabelled: 0, splits: {}, splitHash: '' }
  const source = 'one step'
  await ModelService.add(call, {
    id: randomUUID(),
    run: null,
    source,
    settings,
    data,
    result,
    judged: null,
    champion: null,
  })
}
