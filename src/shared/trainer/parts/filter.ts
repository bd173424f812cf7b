import * as z from 'zod'

/** Class-wise dynamic filter of pseudo-labels (METHODS §2.5, differences §2.6 rows 11–14). */
export const filterSettings = z.object({
  /** Off: the fixed threshold for every class. */
  dynamic: z.boolean(),
  /** Whose confidence is followed: the teacher's on the weak view, the student's on the strong one. */
  source: z.enum(['teacherWeak', 'studentStrong']),
  fixed: z.number(),
  momentum: z.number(),
  gamma: z.number(),
  globalStart: z.number(),
  /** `uniform`: 1/K. */
  localStart: z.enum(['uniform', 'global']),
  globalMean: z.enum(['classes', 'pixels']),
  /** Highest global mean that is learned from; only with `globalMean: 'pixels'`. */
  globalCeiling: z.number(),
  absentClass: z.enum(['keep', 'start']),
})
export type FilterSettings = z.infer<typeof filterSettings>
