import { availableParallelism, totalmem } from 'node:os'
import type { Check } from './Check.ts'

const GIGABYTE = 1e9

/** The engine runs, on which Node and on how large a machine. */
export const engine: Check = {
  name: 'engine',
  async look() {
    return {
      node: process.versions.node,
      cores: availableParallelism(),
      memory: Math.round(totalmem() / GIGABYTE),
    }
  },
}
