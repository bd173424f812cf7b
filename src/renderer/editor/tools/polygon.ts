import type { ToolKind } from './Tool.ts'
import { straight, tracingTool } from './tracing.ts'

/** Straight from corner to corner. */
export const polygon = {
  id: 'polygon',
  key: 'p',
  sized: false,
  does: 'paints',
  create: () => tracingTool({ from: () => straight, kept: (live) => live }),
} as const satisfies ToolKind
