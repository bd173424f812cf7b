import { basename } from 'node:path'
import { sha256 } from '../../files/durableFile.ts'
import { blankText } from './deidentify/blankText.ts'
import type {
  DeviceTemplates,
  DrawnMask,
  Found,
  ImportOptions,
  Incoming,
  Rejected,
} from './found/Incoming.ts'
import { refusalOf } from './found/refusalOf.ts'
import { type Look, lookAt, modalityOf } from './images/look.ts'
import { decodeWhole, type ImageHeader, openedOf, readHeader } from './images/readImage.ts'
import { stripped } from './images/strip.ts'
import { decodingMemory, weightOf } from './images/weight.ts'
import type { MaskRule } from './masks/MaskRule.ts'
import { readMask } from './masks/readMask.ts'

/** What reading one found image came to. */
export interface Read {
  readonly frame?: Incoming
  readonly look?: Look
  readonly rejected: readonly Rejected[]
  /** Gives back the memory that the result takes; to be called once it is used, or not needed. */
  release(): void
}

/** Reads and checks a found image and its mask; or says why it stays outside. A bad mask does not keep its frame out. */
export async function readFound(
  item: Found,
  rule: MaskRule,
  options: ImportOptions,
  templates: DeviceTemplates = {},
): Promise<Read> {
  const { path, mask } = item
  const blank = wantedOf(item, options, templates)
  const own = weightOf(item, { text: blank !== undefined })
  const maskWeight = mask && !mask.draw ? weightOf(mask, { mask: true }) : undefined
  // One is read after the other. A mask that cannot be read needs nothing, and is told of when its turn comes.
  const both = [own, maskWeight?.catch(() => 0) ?? 0]
  const needed = Promise.all(both).then((weights) => Math.max(...weights))
  const hold = await decodingMemory.hold(needed).catch((error: unknown) => refusal(path, error))
  if ('reason' in hold) return { rejected: [hold], release: () => {} }
  const read = await readHeld(item, rule, blank, maskWeight)
  hold.shrink((read.frame?.bytes.length ?? 0) + (read.frame?.mask?.data.data.length ?? 0))
  return { ...read, release: hold.release }
}

async function readHeld(
  item: Found,
  rule: MaskRule,
  blank: Blank,
  maskWeight: Promise<number> | undefined,
): Promise<Omit<Read, 'release'>> {
  try {
    const header = await withoutText(await openedOf(item), blank)
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
    return { look, ...(await withMask(frame, item, rule, maskWeight)) }
  } catch (error) {
    return { rejected: [refusal(item.path, error)] }
  }
}

/** A device may be called anything, `constructor` as well. */
const templateOf = (device = '', templates: DeviceTemplates) =>
  Object.hasOwn(templates, device) ? (templates[device] ?? []) : []

/** What is to be made black in an image; undefined for nothing. It is cut to the view only where no mask would move. */
function wantedOf(
  { facts, mask }: Found,
  { deidentify, blankText: asked = false }: ImportOptions,
  templates: DeviceTemplates,
) {
  if (!deidentify && !asked) return undefined
  const text = asked || deidentify?.text === true
  const boxes = [...(deidentify?.boxes ?? []), ...templateOf(facts?.device, templates)]
  const crop = deidentify?.crop === true && mask === undefined
  return text || boxes.length > 0 || crop ? { text, boxes, crop } : undefined
}

type Blank = ReturnType<typeof wantedOf>

/** The image with burned-in text made black, where that is wanted. */
async function withoutText(header: ImageHeader, blank: Blank): Promise<ImageHeader> {
  if (!blank) return header
  const { image } = await decodeWhole(() => blankText(header.bytes, blank))
  return image === header.bytes ? header : readHeader(image)
}

/** The frame with its mask, or why it has none: once for each file that it was drawn from. */
export async function withMask(
  frame: Incoming,
  { mask }: Pick<Found, 'mask'>,
  rule: MaskRule,
  maskWeight?: Promise<number>,
): Promise<Pick<Read, 'rejected'> & { frame: Incoming }> {
  if (!mask) return { frame, rejected: [] }
  try {
    // Throws where the mask is one that is not read.
    await maskWeight
    const { leftOut = [], ...data }: DrawnMask = mask.draw
      ? await mask.draw(frame, rule.classOf)
      : await readMask(mask.path, frame, rule)
    const files = mask.files ? { files: mask.files } : {}
    const rejected = leftOut.map((reason) => ({ path: mask.path, reason }))
    return { frame: { ...frame, mask: { data, kind: 'reader', ...files } }, rejected }
  } catch (error) {
    return { frame, rejected: (mask.files ?? [mask.path]).map((path) => refusal(path, error)) }
  }
}

const refusal = (path: string, error: unknown): Rejected => ({ path, reason: refusalOf(error) })
