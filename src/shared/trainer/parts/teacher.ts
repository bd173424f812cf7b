import * as z from 'zod'

/** How a mean teacher follows its student (METHODS §2.1 step 8, differences §2.6 row 20). */
export const teacherSettings = z.object({
  teacherMomentum: z.number(),
  /** Whether the teacher follows faster at first: min(1 − 1/(i+1), momentum). */
  teacherRamp: z.boolean(),
  /** Whether its running statistics are averaged like its parameters, the student's, or those of its own passes. */
  teacherStatistics: z.enum(['average', 'student', 'own']),
})
export type TeacherSettings = z.infer<typeof teacherSettings>
