import { IconBook } from '@tabler/icons-react'
import type { TimePreset } from './TimePreset.ts'

/** The published settings, which ask for more time and memory than most workstations have. */
export const paper: TimePreset = { id: 'paper', minutes: null, preset: 'paper', icon: IconBook }
