import { type Random, whole } from '../../src/shared/domain/random.ts'
import { type Shape, SIDE } from './referenceMask.ts'

/** An image as a file of annotations names it. */
export interface Named {
  image: string
  shapes: Shape[]
}

const pick = <T>(random: Random, list: readonly T[]): T => list[whole(random, 0, list.length - 1)] as T

/** Shapes that mean something: each image gets other ones. */
export function plainShapes(random: Random, runsToo: boolean): Shape[] {
  // No centre of a pixel lies on a line between such corners: which side it is on would be a matter of rounding.
  const corner = () => Math.round((random() * (SIDE + 8) - 4) * 1e6) / 1e6
  const polygon = { label: 'lesion', points: Array.from({ length: 8 }, corner) }
  if (!runsToo || random() < 0.5) return [polygon]
  const [a, b] = [whole(random, 1, 200), whole(random, 1, 200)]
  return [{ label: 'lesion', runs: [a, b, SIDE * SIDE - a - b] }]
}

const NUMBERS = [1e308, -1e308, 1e15, -1e15, 1e9, -1, 1.5, 2 ** 53, 0, null, 'x', '', {}, [], true]
const LABELS = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(1e5),
  '\u202enoisel',
  '<script>',
  'lésion',
]
const NAMES = [
  '../outside/secret.png',
  '..\\outside\\secret.png',
  '/etc/passwd',
  'C:\\secret.png',
  '\\\\host\\share\\a.png',
  'a\0.png',
  '',
  '.',
  '..',
  '__proto__',
  'n'.repeat(5000),
  'images/../../outside/secret.png',
  '%2e%2e/outside/secret.png',
  'file:///etc/passwd',
  'CON',
]

/** One thing in a file that nobody would write: a change of what it says, in place. */
export function makeHostile(random: Random, images: Named[]): void {
  const one = pick(random, images)
  const shape = pick(random, one.shapes)
  const list = (shape.points ?? shape.runs) as unknown[]
  const changes: readonly (() => void)[] = [
    () => {
      list[whole(random, 0, list.length - 1)] = pick(random, NUMBERS)
    },
    () => {
      list[whole(random, 0, list.length - 1)] = pick(random, NUMBERS)
    },
    () => {
      shape.label = pick(random, LABELS)
    },
    () => {
      one.image = pick(random, NAMES)
    },
    () => images.push({ ...one }),
    () => one.shapes.push(...Array.from({ length: 2000 }, () => shape)),
    () => list.push(...Array.from({ length: 20_000 }, () => 0)),
    () => list.splice(0, whole(random, 1, list.length)),
    () => list.splice(1, 1, 'DEEP'),
    () => {
      one.shapes = []
    },
    () => {
      one.shapes = one.shapes.concat({ label: 'lesion', points: [1e6, 1e6, -1e6, 1e6, 0, -1e6] })
    },
  ]
  pick(random, changes)()
}

/** Lists within lists, so deep that no program of ours could even write them down. */
const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
const written = (value: unknown) => JSON.stringify(value).replaceAll('"DEEP"', DEEP)

/** COCO's runs go down the columns; ours go along the rows, so that they are turned where they are runs at all. */
export function cocoOf(images: readonly Named[]): string {
  const labels = [...new Set(images.flatMap(({ shapes }) => shapes.map(({ label }) => label)))]
  const annotations = images.flatMap(({ shapes }, image_id) =>
    shapes.map(({ label, points, runs }) => ({
      image_id,
      category_id: labels.indexOf(label),
      segmentation: points === undefined ? { size: [SIDE, SIDE], counts: turned(runs) } : [points],
    })),
  )
  return written({
    images: images.map(({ image }, id) => ({ id, file_name: image })),
    annotations,
    categories: labels.map((name, id) => ({ id, name })),
  })
}

function turned(runs: unknown): unknown {
  const flat = Array.isArray(runs)
    ? (runs as unknown[]).map((n) => (typeof n === 'number' ? n : Number.NaN))
    : []
  const isWhole =
    flat.every((n) => Number.isInteger(n) && n >= 0) && flat.reduce((a, b) => a + b, 0) === SIDE * SIDE
  if (!isWhole) return runs
  const rows = flat.flatMap((n, i) => Array.from({ length: n }, () => i % 2))
  const columns = rows.map((_, i) => rows[(i % SIDE) * SIDE + Math.floor(i / SIDE)] ?? 0)
  const counts: number[] = []
  let [value, run] = [0, 0]
  for (const next of columns) {
    if (next !== value) {
      counts.push(run)
      value = next
      run = 0
    }
    run++
  }
  return [...counts, run]
}

const escaped = (text: unknown) =>
  String(text).replace(/[&<>"\0]/g, (letter) => `&#${letter === '\0' ? 1 : letter.charCodeAt(0)};`)

export const cvatOf = (images: readonly Named[]): string =>
  `<?xml version="1.0"?><annotations>${images
    .map(({ image, shapes }) => `<image name="${escaped(image)}">${shapes.map(cvatShape).join('')}</image>`)
    .join('')}</annotations>`

function cvatShape({ label, points, runs }: Shape): string {
  const list = ((points ?? runs) as unknown[]).map((n) => (n === null ? 'null' : JSON.stringify(n)))
  if (points === undefined)
    return `<mask label="${escaped(label)}" rle="${escaped(list.join(','))}" left="0" top="0" width="${SIDE}" height="${SIDE}"/>`
  const pairs = list.map((n, i) => n + (i === list.length - 1 ? '' : i % 2 === 0 ? ',' : ';'))
  return `<polygon label="${escaped(label)}" points="${escaped(pairs.join(''))}"/>`
}

/** LabelMe has one file for each image, and no runs. */
export function labelmeOf({ image, shapes }: Named): string {
  const drawn = shapes.map(({ label, points }) => {
    const list = points as unknown[]
    const pairs = Array.from({ length: Math.ceil(list.length / 2) }, (_, i) => list.slice(2 * i, 2 * i + 2))
    return { label, shape_type: 'polygon', points: pairs }
  })
  return written({ version: '5.0', imagePath: image, shapes: drawn })
}
