import { coffee } from './coffee.ts'
import { look } from './look.ts'
import { night } from './night.ts'
import { paper } from './paper.ts'
import type { TimePreset } from './TimePreset.ts'

/** Every time there is to choose, the shortest first; a new one is its file, a line here and its words. */
export const timePresets: readonly TimePreset[] = [look, coffee, night, paper]

/** What is chosen before anybody has chosen: a quick look ends before unlabelled frames have taught anything. */
export const firstPreset = coffee

export const timePreset = (id: string): TimePreset => timePresets.find((one) => one.id === id) ?? firstPreset
