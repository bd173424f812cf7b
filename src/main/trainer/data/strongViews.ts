import type { Random } from '../../../shared/domain/random.ts'
import { strongView } from './strongView.ts'
import type { StrongView } from './Views.ts'

/** Makes a strong view of a weak crop `[size,size,3]`; returns new pixels. A new one is its file and a line here. */
export const strongViews: Readonly<
  Record<StrongView['kind'], (weak: Uint8Array, size: number, random: Random) => Uint8Array>
> = { colour: strongView }
