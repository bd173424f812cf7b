import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { classesPresent, type Mask } from '../../../../shared/domain/mask.ts'
import { type Element, sopClass } from '../../../dicom/elements.ts'
import { writeDicom } from '../../../dicom/writeDicom.ts'
import type { ExportContext, Exporter, Outgoing } from './Exporter.ts'

/** What a frame is called in DICOM. */
interface Identity {
  readonly study: string
  readonly series: string
  readonly instance: string
  readonly sopClass: string
}

/**
 * DICOM: each frame as a VL endoscopic image, each mask as a binary segmentation that refers to it (PS3.3 A.51).
 * Frames that came from DICOM are referred to by their pseudonymous UIDs, others by UIDs made from their content.
 */
export const dicomSegExporter: Exporter = {
  name: 'dicom-seg',
  begin: (context) => ({
    async add(frame) {
      const identity = identityOf(frame, context.study)
      if (context.images)
        await context.sink.write(`images/${frame.stem}.dcm`, await imageFile(frame, identity, context))
      if (frame.mask && classesPresent(frame.mask).length > 0)
        await context.sink.write(
          `segmentations/${frame.stem}.dcm`,
          segmentationFile(frame, frame.mask, identity, context),
        )
    },
    finish: async () => {},
  }),
}

const uidOf = (...parts: readonly string[]) =>
  `2.25.${BigInt(`0x${createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 32)}`)}`

function identityOf(frame: Outgoing, study: string): Identity {
  const own = {
    study: uidOf('study', study, frame.patient, frame.examination),
    series: uidOf('series', study, frame.patient, frame.examination),
    instance: uidOf('instance', frame.sha256),
    sopClass: sopClass.endoscopicImage,
  }
  if (frame.dicom === null) return own
  const kept = JSON.parse(frame.dicom) as {
    uids: Pick<Identity, 'study' | 'series' | 'instance'>
    frame: number
  }
  // Each frame leaves as a file of its own, so a multi-frame file's instance becomes one for each frame.
  const instance = kept.frame === 1 ? kept.uids.instance : uidOf(kept.uids.instance, String(kept.frame))
  return { ...own, ...kept.uids, instance }
}

const two = (n: number) => String(n).padStart(2, '0')
const dayOf = (at: Date) => `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`
const timeOf = (at: Date) => `${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}`

function patientAndStudy(frame: Outgoing, { study }: Identity): Element[] {
  return [
    ['00080020', 'DA', frame.capturedOn?.replaceAll('-', '') ?? ''],
    ['00080030', 'TM', ''],
    ['00080050', 'SH', ''],
    ['00080090', 'PN', ''],
    ['00100010', 'PN', frame.patient],
    ['00100020', 'LO', frame.patient],
    ['00100030', 'DA', ''],
    ['00100040', 'CS', ''],
    ['00120062', 'CS', 'YES'],
    ['00120063', 'LO', 'LoCo Studio: PS3.15 Basic Profile'],
    ['0020000d', 'UI', study],
    ['00200010', 'SH', ''],
  ]
}

const EQUIPMENT: readonly Element[] = [
  ['00080070', 'LO', 'LoCo Studio'],
  ['00081090', 'LO', 'LoCo Studio'],
  ['00181000', 'LO', '1'],
  ['00181020', 'LO', '1'],
]

async function imageFile(frame: Outgoing, identity: Identity, { at }: ExportContext): Promise<Buffer> {
  const { data: rgb, info } = await sharp(await frame.image())
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return writeDicom(sopClass.endoscopicImage, identity.instance, [
    ...patientAndStudy(frame, identity),
    ...EQUIPMENT,
    ['00080008', 'CS', 'ORIGINAL\\PRIMARY'],
    ['00080023', 'DA', dayOf(at)],
    ['00080033', 'TM', timeOf(at)],
    ['00080060', 'CS', 'ES'],
    ['0020000e', 'UI', identity.series],
    ['00200011', 'IS', '1'],
    ['00200013', 'IS', String(frame.place + 1)],
    ['00200020', 'CS', ''],
    ['00400555', 'SQ', []],
    ['00280002', 'US', 3],
    ['00280004', 'CS', 'RGB'],
    ['00280006', 'US', 0],
    ['00280010', 'US', info.height],
    ['00280011', 'US', info.width],
    ['00280100', 'US', 8],
    ['00280101', 'US', 8],
    ['00280102', 'US', 7],
    ['00280103', 'US', 0],
    ['00280301', 'CS', 'NO'],
    ['00282110', 'CS', '00'],
    ['7fe00010', 'OB', rgb],
  ])
}

const code = (value: string, scheme: string, meaning: string): Element[] => [
  ['00080100', 'SH', value],
  ['00080102', 'SH', scheme],
  ['00080104', 'LO', meaning],
]
const ABNORMAL = code('49755003', 'SCT', 'Morphologically Abnormal Structure')
const LESION = code('52988006', 'SCT', 'Lesion')
const SEGMENTED = code('113076', 'DCM', 'Segmentation')
const PURPOSE = code('121322', 'DCM', 'Source image for image processing operation')

function segmentationFile(
  frame: Outgoing,
  mask: Mask,
  identity: Identity,
  { classes, at }: ExportContext,
): Buffer {
  const painted = new Set(classesPresent(mask))
  const present = [...classes.entries()].filter(([value]) => painted.has(value))
  const values = present.map(([value]) => value)
  const instance = uidOf('segmentation', identity.instance, String(at.getTime()))
  const dimensions = uidOf('dimensions', instance)
  const reference: Element[] = [
    ['00081150', 'UI', identity.sopClass],
    ['00081155', 'UI', identity.instance],
  ]
  return writeDicom(sopClass.segmentation, instance, [
    ...patientAndStudy(frame, identity),
    ...EQUIPMENT,
    ['00080008', 'CS', 'DERIVED\\PRIMARY'],
    ['00080021', 'DA', dayOf(at)],
    ['00080023', 'DA', dayOf(at)],
    ['00080031', 'TM', timeOf(at)],
    ['00080033', 'TM', timeOf(at)],
    ['00080060', 'CS', 'SEG'],
    [
      '00081115',
      'SQ',
      [
        [
          ['0020000e', 'UI', identity.series],
          ['0008114a', 'SQ', [reference]],
        ],
      ],
    ],
    ['0020000e', 'UI', uidOf('segmentations', identity.series)],
    ['00200011', 'IS', '100'],
    ['00200013', 'IS', String(frame.place + 1)],
    ['00200052', 'UI', uidOf('space', identity.instance)],
    ['00201040', 'LO', ''],
    ['00209221', 'SQ', [[['00209164', 'UI', dimensions]]]],
    [
      '00209222',
      'SQ',
      [
        [
          ['00209164', 'UI', dimensions],
          ['00209165', 'AT', tagValue(0x0062, 0x000b)],
          ['00209167', 'AT', tagValue(0x0062, 0x000a)],
          ['00209421', 'LO', 'Segment'],
        ],
      ],
    ],
    ...pixelElements(mask, values),
    ['00620001', 'CS', 'BINARY'],
    ['00620002', 'SQ', present.map(([, own], i) => segment(own, i + 1))],
    ['00700080', 'CS', 'LESIONS'],
    ['00700081', 'LO', 'Lesions painted or corrected by a reader'],
    ['00700084', 'PN', ''],
    ['52009229', 'SQ', [[]]],
    ['52009230', 'SQ', values.map((_, i) => planeOf(i + 1, reference))],
  ])
}

/** An attribute tag as a value: two 16-bit numbers, group first. */
const tagValue = (group: number, element: number) =>
  Uint8Array.of(group & 255, group >> 8, element & 255, element >> 8)

function segment({ name, colour }: LabelClass, number: number): Element[] {
  return [
    ['00620003', 'SQ', [ABNORMAL]],
    ['00620004', 'US', number],
    ['00620005', 'LO', name],
    ['00620008', 'CS', 'MANUAL'],
    ['0062000d', 'US', labOf(colour)],
    ['0062000f', 'SQ', [LESION]],
  ]
}

function planeOf(number: number, reference: Element[]): Element[] {
  const source = [[...reference, ['0040a170', 'SQ', [PURPOSE]]]] as Element[][]
  return [
    [
      '00089124',
      'SQ',
      [
        [
          ['00082112', 'SQ', source],
          ['00089215', 'SQ', [SEGMENTED]],
        ],
      ],
    ],
    ['00209111', 'SQ', [[['00209157', 'UL', [number]]]]],
    ['0062000a', 'SQ', [[['0062000b', 'US', number]]]],
  ]
}

function pixelElements(mask: Mask, values: readonly number[]): Element[] {
  const pixels = mask.width * mask.height
  const bits = new Uint8Array(Math.ceil((pixels * values.length) / 8))
  values.forEach((value, plane) => {
    mask.data.forEach((v, i) => {
      const bit = plane * pixels + i
      if (v === value) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7))
    })
  })
  return [
    ['00280002', 'US', 1],
    ['00280004', 'CS', 'MONOCHROME2'],
    ['00280008', 'IS', String(values.length)],
    ['00280010', 'US', mask.height],
    ['00280011', 'US', mask.width],
    ['00280100', 'US', 1],
    ['00280101', 'US', 1],
    ['00280102', 'US', 0],
    ['00280103', 'US', 0],
    ['00282110', 'CS', '00'],
    ['7fe00010', 'OB', bits],
  ]
}

/** A colour as DICOM recommends it: CIELab in three 16-bit numbers (PS3.3 C.10.7.1.1). */
function labOf(hex: string): number[] {
  const linear = [1, 3, 5].map((at) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const [r, g, b] = linear
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  const scaled = [(116 * y - 16) / 100, (500 * (x - y) + 128) / 255, (200 * (y - z) + 128) / 255]
  return scaled.map((v) => Math.round(Math.min(1, Math.max(0, v)) * 65535))
}
