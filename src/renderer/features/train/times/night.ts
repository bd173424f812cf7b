import { IconMoon } from '@tabler/icons-react'
import type { TimePreset } from './TimePreset.ts'

/** What is ready in the morning. */
export const night: TimePreset = { id: 'night', minutes: 8 * 60, preset: 'cpu', icon: IconMoon }
