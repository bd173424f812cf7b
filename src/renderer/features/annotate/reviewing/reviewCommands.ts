import { reviewReasons } from '../../../../shared/domain/reviewReasons.ts'
import type { CommandKind } from '../../../keyboard/CommandKind.ts'

const kind = (id: string, keys: readonly string[], more: Partial<CommandKind> = {}): CommandKind => ({
  id: `reviewing.${id}`,
  group: 'reviewing',
  mode: 'reviewing',
  keys,
  ...more,
})

/** What keys do in review; the first of them begins and ends it. */
export const reviewCommands: readonly CommandKind[] = [
  { id: 'reviewing.toggle', group: 'reviewing', keys: ['Shift+V'] },
  kind('next', ['Tab']),
  kind('previous', ['Shift+Tab']),
  kind('accept', ['Y']),
  kind('acceptAll', ['Shift+Y']),
  kind('reject', ['Q']),
  ...reviewReasons.map((reason, n) =>
    kind(`reason.${reason}`, [String(n + 1)], { text: `reviewReasons.${reason}` }),
  ),
  kind('reason.none', ['Enter']),
  kind('edit', ['E']),
  kind('comment', ['C']),
  kind('takeBack', ['Z', 'Ctrl+Z']),
  kind('giveBack', ['R']),
  kind('bare', ['H'], { held: true }),
  kind('leave', ['Escape']),
]
