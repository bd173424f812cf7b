import { type Element, sopClass } from '../../src/main/dicom/elements.ts'
import { writeDicom } from '../../src/main/dicom/writeDicom.ts'

/** A small RGB endoscopic image of Jane Doe; `more` adds to its header or replaces what stands there. */
export function dicomImage(
  instance: string,
  pixels: Uint8Array,
  side: number,
  more: readonly Element[] = [],
): Buffer {
  const elements = new Map<string, Element>()
  const own: Element[] = [
    ['00100010', 'PN', 'Doe^Jane'],
    ['00100020', 'LO', 'MRN-1'],
    ['0020000d', 'UI', '2.25.91'],
    ['00280002', 'US', 3],
    ['00280004', 'CS', 'RGB'],
    ['00280006', 'US', 0],
    ['00280010', 'US', pixels.length / (3 * side)],
    ['00280011', 'US', side],
    ['00280100', 'US', 8],
    ['00280101', 'US', 8],
    ['00280102', 'US', 7],
    ['00280103', 'US', 0],
    ['7fe00010', 'OB', pixels],
  ]
  for (const element of [...own, ...more]) elements.set(element[0], element)
  return writeDicom(sopClass.endoscopicImage, instance, [...elements.values()])
}
