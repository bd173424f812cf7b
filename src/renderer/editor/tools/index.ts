import { brush } from './brush.ts'
import { eraser } from './eraser.ts'
import type { Tool } from './Tool.ts'

/** Every tool there is. A new one is its file and a line here. */
export const tools: readonly Tool[] = [brush, eraser]

export const toolNamed = (id: Tool['id']): Tool => tools.find((tool) => tool.id === id) ?? brush
