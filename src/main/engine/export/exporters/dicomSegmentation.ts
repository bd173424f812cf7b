import { IGNORE, type LabelClass } from '../../../../shared/domain/labelClass.ts'
import { countValues, type Mask } from '../../../../shared/domain/mask.ts'
import { type Element, sopClass } from '../../../dicom/elements.ts'
import { labOf } from '../../../dicom/recommendedColour.ts'
import { writeDicom } from '../../../dicom/writeDicom.ts'
import { dayOf, EQUIPMENT, type Identity, patientAndStudy, timeOf, uidOf } from './dicomHeader.ts'
import type { ExportContext, Outgoing } from './Exporter.ts'

const code = (value: string, scheme: string, meaning: string): Element[] => [
  ['00080100', 'SH', value],
  ['00080102', 'SH', scheme],
  ['00080104', 'LO', meaning],
]
const ABNORMAL = code('49755003', 'SCT', 'Morphologically Abnormal Structure')
const LESION = code('52988006', 'SCT', 'Lesion')
/** Takes part in nothing; an import knows it by this name. */
const IGNORED: Segment = {
  name: 'ignore',
  colour: '#ffffff',
  value: IGNORE,
  category: code('309825002', 'SCT', 'Spatial and Relational Concept'),
  type: code('IGNORE', '99LOCO', 'Left out of learning and measuring'),
}
const SEGMENTED = code('113076', 'DCM', 'Segmentation')
const PURPOSE = code('121322', 'DCM', 'Source image for image processing operation')

/** A segment of a file: the mask's value, and what it is called. */
interface Segment extends LabelClass {
  readonly value: number
  readonly category: Element[]
  readonly type: Element[]
}

/**
 * A mask as a binary segmentation, a plane for each class that is painted and one for what is ignored. Of a frame on which
 * somebody saw nothing it has an empty plane for each class: that is what tells it from one that nobody looked at.
 */
export function segmentationFile(
  frame: Outgoing,
  mask: Mask,
  identity: Identity,
  { classes, at }: ExportContext,
): Buffer {
  const segments = segmentsOf(mask, classes)
  const values = segments.map(({ value }) => value)
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
    ['00200020', 'CS', ''],
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
    ['00620002', 'SQ', segments.map((own, i) => segment(own, i + 1))],
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

function segmentsOf(mask: Mask, classes: readonly LabelClass[]): Segment[] {
  const counts = countValues(mask)
  const all = classes.map((own, value): Segment => ({ ...own, value, category: ABNORMAL, type: LESION }))
  const painted = [...all.slice(1), IGNORED].filter(({ value }) => (counts[value] ?? 0) > 0)
  return painted.length > 0 ? painted : all.slice(1)
}

function segment({ name, colour, category, type }: Segment, number: number): Element[] {
  return [
    ['00620003', 'SQ', [category]],
    ['00620004', 'US', number],
    ['00620005', 'LO', name],
    ['00620008', 'CS', 'MANUAL'],
    ['0062000d', 'US', labOf(colour)],
    ['0062000f', 'SQ', [type]],
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
