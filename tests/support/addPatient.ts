import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import type { Split } from '../../src/shared/contract/frames.ts'

/** A patient on a side of the split, whose frames are still to come. */
export const addPatient = ({ store: { db } }: OpenStudy, code: string, split: Split) =>
  db.insertInto('patient').values({ code, split, created_at: new Date().toISOString() }).execute()
