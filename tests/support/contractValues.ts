import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { whole } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { type Known, pick } from './schemaValues.ts'

/** What is there to be asked about. */
export interface Subject {
  /** A folder with `data` and `study` in it; whatever is written stays below. */
  readonly place: string
  readonly side: number
  readonly frames: number
  readonly models: readonly string[]
  runs: readonly string[]
  lists: string[]
}

/** Values that mean something to the operations of the contract, by the name under which they are asked for. */
export function contractValues({ place, side, frames, models, ...subject }: Subject): Known {
  const at = (...parts: string[]) => join(place, ...parts)
  const frame: Known = (_, random) => whole(random, 1, frames + 3)
  const model: Known = (_, random) => pick(random, [...models, 'no-such-model'])
  const byName: Readonly<Record<string, Known>> = {
    frame,
    ids: (_, random) => Array.from({ length: whole(random, 1, 4) }, () => whole(random, 1, frames + 3)),
    id: (way, random) =>
      way[0] === 'models' ? model(way, random) : way[0] === 'frames' ? frame(way, random) : undefined,
    layer: (way, random) =>
      way[0] === 'layers'
        ? whole(random, 1, 3 * frames)
        : pick(random, ['reader', 'reference', ...models, 'nobody']),
    run: (_, random) => pick(random, [...subject.runs, 'no-such-run']),
    list: (_, random) => pick(random, [...subject.lists, 'no-such-list']),
    folder: (way, random) =>
      way[1] === 'open' || way[1] === 'forget'
        ? at(pick(random, ['study', 'other', 'nowhere', 'data', 'data/manifest.csv']))
        : at(pick(random, ['new', 'data', 'data/manifest.csv/below']), String(whole(random, 0, 1e9))),
    path: (_, random) => at(pick(random, ['', 'data', 'data/images', 'study', 'nowhere'])),
    file: (_, random) => at('out', `${randomUUID()}${pick(random, ['', '.zip', '/below/it'])}`),
    out: (_, random) => at('out', pick(random, [randomUUID(), '../data', '../data/manifest.csv'])),
    paths: (_, random) => [at(pick(random, ['data', 'data/images', 'data/manifest.csv', 'nowhere', 'out']))],
    keyFile: () => at('key'),
    layout: (_, random) => pick(random, ['auto', 'pairs', 'folder', 'coco', 'no-such-layout']),
    pattern: (_, random) => pick(random, ['^frame-(\\d+)()', '(', '', '[^]*']),
    format: (_, random) => pick(random, ['coco', 'png', 'csv', 'dicom-seg', 'no-such-format']),
    // Neither makes the first account, an engineer's with a password: from then on nothing else would be answered.
    password: () => 'short',
    role: () => 'viewer',
    stroke: () => randomUUID(),
    base: (_, random) => whole(random, 0, 5),
    x: (_, random) => whole(random, 0, side + 4),
    y: (_, random) => whole(random, 0, side + 4),
    patch: (_, random) => patch(whole(random, 0, side), whole(random, 0, side), whole(random, 0, 5)),
    region: (_, random) => pick(random, [null, patch(side, side, whole(random, 0, 1)), patch(3, 3, 4)]),
    veto: (_, random) => whole(random, 1, 6),
    restores: (_, random) => pick(random, [null, 0, 1, 7]),
    colour: (_, random) => pick(random, ['#57c785', '#000000', 'red']),
    method: (_, random) => pick(random, ['supervised', 'loco', 'no-such-method']),
    backbone: (_, random) => pick(random, ['efficientnet-lite0', 'resnet50', 'no-such-net']),
    steps: (_, random) => whole(random, 1, 3),
    size: (way) => (way[1] === 'start' ? 32 : undefined),
    batch: () => 2,
    initial: (_, random) => pick(random, ['none', 'champion', ...models, at('data/manifest.csv')]),
    tag: (_, random) => pick(random, ['unsure', 'lesion']),
  }
  return (way, random) => byName[way.at(-1) ?? '']?.(way, random)
}

function patch(width: number, height: number, value: number): string {
  if (value === 5) return 'bm8gbWFzaw=='
  // A few bytes that claim 16,384 × 16,384 px.
  if (value === 4) return Buffer.of(1, 128, 128, 1, 128, 128, 1, 0, 128, 128, 128, 128, 1).toString('base64')
  const data = new Uint8Array(width * height).fill(value)
  return Buffer.from(encodeMask({ width, height, data })).toString('base64')
}
