const MASK_ENDING = /[\s_-](mask|masks|label|labels|seg|segmentation|gt|annotation)$/i
const MASK_BEGINNING = /^(mask|label|seg|gt)[\s_-]/i

/** The name of the frame that a mask called `a_mask` or `mask_a` belongs to; other names stay. */
export const frameStemOf = (stem: string): string => stem.replace(MASK_ENDING, '').replace(MASK_BEGINNING, '')

/** Whether a name says that it is a mask. */
export const isMaskName = (stem: string): boolean => MASK_ENDING.test(stem) || MASK_BEGINNING.test(stem)
