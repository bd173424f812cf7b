import { IconCoffee } from '@tabler/icons-react'
import type { TimePreset } from './TimePreset.ts'

/** What is done while somebody has a coffee. */
export const coffee: TimePreset = { id: 'coffee', minutes: 20, preset: 'cpu', icon: IconCoffee }
