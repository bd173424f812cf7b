const MASK = 'masks?|labels?|seg|segmentation|gt|ground[\\s_-]?truth|annotations?'
/** `a_mask`, `a-gt`, `a_mask_2`; also `aMask`. */
const MASK_ENDING = new RegExp(`[\\s_-](${MASK})([\\s_-]\\d{1,2})?$`, 'i')
const MASK_HUMP = /(?<=[a-z0-9])(Mask|Label|Seg|GT)$/
const MASK_BEGINNING = new RegExp(`^(${MASK})[\\s_-]`, 'i')

const IMAGE = 'images?|imgs?|frames?|orig|originals?|rgb|raw|inputs?|data'
const IMAGE_ENDING = new RegExp(`[\\s_-](${IMAGE})$`, 'i')
const IMAGE_BEGINNING = new RegExp(`^(${IMAGE})[\\s_-]`, 'i')

/** The name of the frame that a mask called `a_mask` or `mask_a` belongs to; other names stay. */
export const frameStemOf = (stem: string): string =>
  stem.replace(MASK_ENDING, '').replace(MASK_HUMP, '').replace(MASK_BEGINNING, '')

/** Whether a name says that it is a mask. */
export const isMaskName = (stem: string): boolean => frameStemOf(stem) !== stem

/** A frame's name without what says that it is one, as in `a_image` beside `a_mask`. */
export const bareStemOf = (stem: string): string =>
  stem.replace(IMAGE_ENDING, '').replace(IMAGE_BEGINNING, '')
