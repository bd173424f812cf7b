/** Why a reviewer does not let a region, or a mask, stand. Their words are `reviewReasons.<reason>`; their order is their keys'. */
export const reviewReasons = [
  'boundary',
  'missedLesion',
  'notALesion',
  'wrongClass',
  'glare',
  'other',
] as const
export type ReviewReason = (typeof reviewReasons)[number]
