import { IconEye } from '@tabler/icons-react'
import type { TimePreset } from './TimePreset.ts'

/** A first look: enough to see whether anything is learned. */
export const look: TimePreset = { id: 'look', minutes: 5, preset: 'cpu', icon: IconEye }
