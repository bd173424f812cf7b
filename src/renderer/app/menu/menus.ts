/** An entry of a menu: a command by its id, something the system does by itself, the studies opened before, or a line. */
type Entry =
  | string
  | { readonly role: 'cut' | 'copy' | 'paste' | 'selectAll' | 'togglefullscreen' | 'quit' }
  | null
export const RECENT = 'recent'

/** The system's menu. Each command is one of the window's own; a name among the words is `menu.<name>`. */
export const menus: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: 'file',
    entries: [
      'file.new',
      'file.open',
      RECENT,
      null,
      'file.import',
      'file.export',
      'file.backup',
      null,
      { role: 'quit' },
    ],
  },
  {
    name: 'edit',
    entries: [
      'history.undo',
      'history.redo',
      null,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  },
  {
    name: 'view',
    entries: [
      'screen.library',
      'screen.annotate',
      'screen.review',
      'screen.train',
      'screen.models',
      'screen.study',
      null,
      'app.theme',
      'app.language',
      { role: 'togglefullscreen' },
    ],
  },
  { name: 'help', entries: ['app.keys', 'app.palette', null, 'app.selfTest', 'app.log', 'app.about'] },
]
