import { basename } from 'node:path'
import { sha256 } from '../../files/durableFile.ts'
import { blankText } from './deidentify/blankText.ts'
import type { DeviceTemplates, Found, ImportOptions, Incoming, Rejected } from './found/Incoming.ts'
import { refusalOf } from './found/refusalOf.ts'
import { type Look, lookAt, modalityOf } from './images/look.ts'
import { decodeWhole, type ImageHeader, openedOf, readHeader } from './images/readImage.ts'
import { stripped } from './images/strip.ts'
import type { MaskRule } from './masks/MaskRule.ts'
import { readMask } from './masks/readMask.ts'

/** What reading one found image came to. */
export interface Read {
  readonly frame?: Incoming
  readonly look?: Look
  readonly rejected: readonly Rejected[]
}

/** Reads and checks a found image and its mask; or says why it stays outside. A bad mask does not keep its frame out. */
export async function readFound(
  item: Found,
  rule: MaskRule,
  options: ImportOptions,
  templates: DeviceTemplates = {},
): Promise<Read> {
  try {
    const header = await withoutText(await openedOf(item), item, options, templates)
    // What is stored is what is decoded: nothing may lie in the study that cannot be opened.
    const { bytes, extension, width, height } = await stripped(header)
    const look = await lookAt({ bytes })
    const name = item.name ?? basename(item.path)
    const { patient, examination, place, split, facts } = item
    const told = facts?.modality ? { modality: facts.modality, confidence: 1 } : modalityOf(name, look)
    const frame: Incoming = {
      path: item.path,
      name,
      patient,
      examination,
      place,
      ...(split ? { split } : {}),
      ...(facts ? { facts } : {}),
      bytes,
      sha256: sha256(bytes),
      extension,
      width,
      height,
      modality: told.modality,
      modalityConfidence: told.confidence,
      likeness: look.likeness,
    }
    return { look, ...(await withMask(frame, item, rule)) }
  } catch (error) {
    return { rejected: [refusal(item.path, error)] }
  }
}

/** A device may be called anything, `constructor` as well. */
const templateOf = (device = '', templates: DeviceTemplates) =>
  Object.hasOwn(templates, device) ? (templates[device] ?? []) : []

/** The image with burned-in text made black, where that is wanted; cut to the view only where no mask would move. */
async function withoutText(
  header: ImageHeader,
  { facts, mask }: Found,
  { deidentify, blankText: asked = false }: ImportOptions,
  templates: DeviceTemplates,
): Promise<ImageHeader> {
  if (!deidentify && !asked) return header
  const text = asked || deidentify?.text === true
  const boxes = [...(deidentify?.boxes ?? []), ...templateOf(facts?.device, templates)]
  const crop = deidentify?.crop === true && mask === undefined
  if (!text && boxes.length === 0 && !crop) return header
  const wanted = { text, boxes, crop }
  const { image } = await decodeWhole(() => blankText(header.bytes, wanted))
  return image === header.bytes ? header : readHeader(image)
}

async function withMask(
  frame: Incoming,
  { mask }: Found,
  rule: MaskRule,
): Promise<Pick<Read, 'rejected'> & { frame: Incoming }> {
  if (!mask) return { frame, rejected: [] }
  try {
    const data = mask.draw ? await mask.draw(frame, rule.classOf) : await readMask(mask.path, frame, rule)
    return { frame: { ...frame, mask: { data, kind: 'reader' } }, rejected: [] }
  } catch (error) {
    return { frame, rejected: [refusal(mask.path, error)] }
  }
}

const refusal = (path: string, error: unknown): Rejected => ({ path, reason: refusalOf(error) })
