import sharp from 'sharp'
import { sopClass } from '../../../dicom/elements.ts'
import { writeDicom } from '../../../dicom/writeDicom.ts'
import { dayOf, EQUIPMENT, type Identity, identityOf, patientAndStudy, timeOf } from './dicomHeader.ts'
import { segmentationFile } from './dicomSegmentation.ts'
import type { ExportContext, Exporter, Outgoing } from './Exporter.ts'

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
      if (frame.mask)
        await context.sink.write(
          `segmentations/${frame.stem}.dcm`,
          segmentationFile(frame, frame.mask, identity, context),
        )
    },
    finish: async () => {},
  }),
}

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
    // Nothing of a pair; some readers want to be told.
    ['00200060', 'CS', ''],
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
