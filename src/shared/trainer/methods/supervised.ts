import * as z from 'zod'
import { methodKind } from './MethodKind.ts'

export const supervised = methodKind({
  name: 'supervised',
  sentence: 'learns from labelled frames alone',
  usesUnlabelled: false,
  imagesHeld: 1,
  own: z.object({}),
  presets: { paper: { own: {} }, code: { own: {} }, cpu: { own: {} } },
})
