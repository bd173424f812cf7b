import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Random, streamFor, whole } from '../../src/shared/domain/random.ts'
import { damaged } from './damage.ts'
import { cocoOf, cvatOf, labelmeOf, makeHostile, type Named, plainShapes } from './hostileAnnotations.ts'
import { type RawEntry, rawZip } from './rawZip.ts'
import { referenceMask, SIDE } from './referenceMask.ts'

/** A folder or archive that somebody could import, and what may come of it. */
export interface HostileSet {
  readonly path: string
  /** The mask that each of its pictures may have, by the number in the picture; undefined: none, or a sentence. */
  readonly masks: ReadonlyMap<number, Uint8Array | undefined | 'any'>
}

/** A picture of its own for each number, which its first pixel tells. */
export const pixelsOf = (n: number): Uint8Array =>
  Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) =>
    i < 3 ? (n >> (8 * i)) & 255 : (i * (7 + (n % 13)) + n) % 256,
  )

const pictureOf = (n: number): Promise<Buffer> => pngOf(pixelsOf(n), 3)

const pngOf = (data: Uint8Array, channels: 1 | 3): Promise<Buffer> =>
  sharp(data, { raw: { width: SIDE, height: SIDE, channels } })
    .png({ compressionLevel: 1 })
    .toBuffer()

/** Writes the `n`-th set below a folder; the same for the same `n`. */
export async function hostileSet(folder: string, n: number): Promise<HostileSet> {
  const random = streamFor(n, 'hostile-set')
  const kinds = [annotated, annotated, annotated, tabled, oddlyNamed, archived]
  const kind = kinds[n % kinds.length] ?? annotated
  return kind({ random, n, place: join(folder, `set-${n}`) })
}

interface Given {
  readonly random: Random
  readonly n: number
  readonly place: string
}

const FORMATS = ['coco', 'cvat', 'labelme'] as const

async function annotated({ random, n, place }: Given): Promise<HostileSet> {
  mkdirSync(place)
  const format = FORMATS[n % 3] ?? 'coco'
  const images: Named[] = []
  for (const i of [0, 1]) {
    images.push({ image: `${i}.png`, shapes: plainShapes(random, format !== 'labelme') })
    writeFileSync(join(place, `${i}.png`), await pictureOf(2 * n + i))
  }
  const byBytes = random() < 0.3
  if (!byBytes) makeHostile(random, images)
  const files =
    format === 'labelme'
      ? images.map((one, i) => [`${i}.json`, labelmeOf(one)] as const)
      : [
          format === 'coco'
            ? (['c.json', cocoOf(images)] as const)
            : (['annotations.xml', cvatOf(images)] as const),
        ]
  for (const [name, text] of files)
    writeFileSync(join(place, name), byBytes ? damaged(Buffer.from(text), n) : text)
  const masks = [0, 1].map((i) => {
    // Which file came first is what counts where an image is named twice.
    const own = images.find(({ image }) => image === `${i}.png`)
    return [2 * n + i, byBytes ? 'any' : own && referenceMask(own.shapes, format)] as const
  })
  return { path: place, masks: new Map(masks) }
}

async function tabled({ random, n, place }: Given): Promise<HostileSet> {
  mkdirSync(place)
  for (const i of [0, 1]) writeFileSync(join(place, `${i}.png`), await pictureOf(2 * n + i))
  const odd = ['"', '\0', ',', '\u2028', '=1+1', '__proto__', 'x'.repeat(1e5), '\r', '""""', '../..', ';\t,']
  const cell = () =>
    random() < 0.4 ? (odd[whole(random, 0, odd.length - 1)] ?? '') : `P${whole(random, 0, 9)}`
  const rows = Array.from({ length: whole(random, 1, 2000) }, (_, i) => `${i},${cell()},${cell()}`)
  const text = Buffer.from(['stem,patient,examination', ...rows].join('\n'))
  writeFileSync(join(place, 'manifest.csv'), random() < 0.5 ? damaged(text, n) : text)
  return { path: place, masks: new Map([0, 1].map((i) => [2 * n + i, undefined])) }
}

const ODD_NAMES = [
  'a b',
  ' a',
  'a.',
  'a..b',
  '-rf',
  '--',
  '%2e%2e',
  'CON',
  'nul',
  'a\nb',
  'a\tb',
  'a"b',
  "a'b",
  '<b>',
  '\u202egnp.a',
  'caf\u00e9',
  'cafe\u0301',
  'A',
  'a',
  '__proto__',
  'constructor',
  'x'.repeat(200),
  '日本',
  '😀',
  'a\\b',
  'a:b',
  '$(x)',
  'a;b',
  'mask_a',
  'a_mask',
  'label',
  'manifest',
  '(a+)+$',
  'a'.repeat(60),
  '\u00a0',
  'ｆｕｌｌ',
]

/** Pairs under names that people do not give, each mask with its own frame. */
async function oddlyNamed({ random, n, place }: Given): Promise<HostileSet> {
  const masks = new Map<number, Uint8Array | undefined | 'any'>()
  for (const part of ['images', 'masks']) mkdirSync(join(place, part), { recursive: true })
  const names = new Set([0, 1].map(() => ODD_NAMES[whole(random, 0, ODD_NAMES.length - 1)] ?? ''))
  for (const [i, name] of [...names].entries()) {
    writeFileSync(join(place, 'images', `${name}.png`), await pictureOf(2 * n + i))
    const mask = new Uint8Array(SIDE * SIDE).fill(1, 0, whole(random, 1, 500))
    writeFileSync(join(place, 'masks', `${name}.png`), await pngOf(mask, 1))
    masks.set(
      2 * n + i,
      mask.map((value) => value & 1),
    )
  }
  return { path: place, masks }
}

/** An archive that lies, or that was damaged on its way. */
async function archived({ random, n, place }: Given): Promise<HostileSet> {
  const entries: RawEntry[] = [
    { name: 'b/0.png', content: await pictureOf(2 * n) },
    { name: 'b/1.png', content: await pictureOf(2 * n + 1) },
  ]
  const number = () =>
    [0, 1, 10, 65_535, 0x7fffffff, 0xffffffff, whole(random, 0, 5000)][whole(random, 0, 6)] ?? 0
  const names = [
    '../x.png',
    '/x.png',
    'C:/x.png',
    'b/0.png',
    'B/0.PNG',
    'b',
    'b/0.png/x.png',
    '',
    '.',
    'a\0.png',
    `${'n'.repeat(400)}.png`,
  ]
  const lies: readonly Partial<RawEntry>[] = [
    { crc: number() },
    { size: number() },
    { packedSize: number() },
    { offset: number() },
    { method: whole(random, 0, 99) },
    { flags: whole(random, 0, 0xffff) },
    { attributes: (0o120777 << 16) >>> 0 },
    { name: names[whole(random, 0, names.length - 1)] ?? '' },
    { content: Buffer.alloc(2e6) },
    { content: rawZip(entries), name: 'inner.zip' },
  ]
  entries.splice(whole(random, 0, 2), 0, {
    ...entries[whole(random, 0, 1)],
    ...lies[whole(random, 0, lies.length - 1)],
  } as RawEntry)
  const end = random() < 0.2 ? { count: number(), ...(random() < 0.5 ? { listSize: number() } : {}) } : {}
  const zip = rawZip(entries, end)
  writeFileSync(`${place}.zip`, random() < 0.3 ? damaged(zip, n) : zip)
  return { path: `${place}.zip`, masks: new Map([0, 1].map((i) => [2 * n + i, undefined])) }
}
