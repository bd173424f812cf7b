import type { CommandKind } from '../../../keyboard/CommandKind.ts'

const kind = (id: string, keys: readonly string[]): CommandKind => ({
  id: `settling.${id}`,
  group: 'settling',
  mode: 'settling',
  keys,
})

/** What keys do where readers' masks are settled. */
export const settleCommands: readonly CommandKind[] = [
  kind('next', ['Tab']),
  kind('previous', ['Shift+Tab']),
  kind('first', ['1']),
  kind('second', ['2']),
  kind('union', ['3']),
  kind('intersection', ['4']),
  kind('none', ['0']),
  kind('all', ['A']),
  kind('settle', ['Ctrl+Enter']),
  kind('paint', ['P']),
  kind('own', ['O']),
  kind('back', ['Escape']),
]
