import type { Random } from '../../../shared/domain/random.ts'
import { randomIntensity } from './randomIntensity.ts'
import { strongView } from './strongView.ts'

/** Makes a strong view of a weak crop `[size,size,3]`; returns new pixels. */
type MakeStrong = (weak: Uint8Array, size: number, random: Random) => Uint8Array

/** Every kind of strong view there is. A new one is its file and a line here. */
export const strongViews = { colour: strongView, randomIntensity } as const satisfies Readonly<
  Record<string, MakeStrong>
>

export type StrongViewKind = keyof typeof strongViews
