import { annotateCommands } from '../features/annotate/commands.ts'
import { settleCommands } from '../features/review/settle/settleCommands.ts'
import type { CommandKind } from '../keyboard/CommandKind.ts'
import { screens } from './screens.ts'

/** Commands of every screen, and those of none. A screen's own list is a line here. */
export const commandKinds: readonly CommandKind[] = [
  ...annotateCommands,
  ...settleCommands,
  ...screens.map(
    ({ id }): CommandKind => ({
      id: `screen.${id}`,
      group: 'app',
      keys: [],
      text: `app.${id}`,
    }),
  ),
  { id: 'file.new', group: 'app', keys: [] },
  { id: 'file.open', group: 'app', keys: ['Ctrl+O'] },
  { id: 'file.import', group: 'app', keys: [] },
  { id: 'file.export', group: 'app', keys: [] },
  { id: 'file.backup', group: 'app', keys: [] },
  { id: 'app.palette', group: 'app', keys: ['Ctrl+K'] },
  { id: 'app.keys', group: 'app', keys: ['F1'] },
  { id: 'app.keySettings', group: 'app', keys: ['F2'] },
  { id: 'app.selfTest', group: 'app', keys: [] },
  { id: 'app.log', group: 'app', keys: [] },
  { id: 'app.about', group: 'app', keys: [] },
  { id: 'app.theme', group: 'app', keys: [] },
  { id: 'app.language', group: 'app', keys: [] },
]
