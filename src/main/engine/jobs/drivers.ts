import type { Runtime } from '../machine/Runtime.ts'
import type { Driver } from './Driver.ts'
import { TrainersHere } from './TrainersHere.ts'

/** Where jobs can be done. */
export const drivers = {
  here: (runtime: Runtime) => new TrainersHere(runtime),
} satisfies Readonly<Record<string, (runtime: Runtime) => Driver>>

export type Where = keyof typeof drivers
