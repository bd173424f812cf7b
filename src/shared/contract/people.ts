import * as z from 'zod'
import { rights } from '../domain/roles.ts'
import { operation } from './operation.ts'

/** Whoever asks. */
export const me = z.object({
  /** As layers and the trail carry it. */
  name: z.string(),
  rights: z.array(z.enum(rights)),
})
export type Me = z.infer<typeof me>

export const people = {
  /** Who is at this end of the connection, and what they may do. Open to anybody; changes nothing. */
  me: operation().output(me),
}
