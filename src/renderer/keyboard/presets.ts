/** Chords of the commands that differ from the list's own. */
export type Bindings = Readonly<Record<string, readonly string[]>>

/**
 * Keys of tools that people come from, where they differ from ours (their own documentation; see the sheets of CVAT,
 * ITK-SNAP 3 and 3D Slicer's segment editor).
 */
export const presets: Readonly<Record<'loco' | 'cvat' | 'itksnap' | 'slicer', Bindings>> = {
  loco: {},
  cvat: {
    'tool.brush': ['!'],
    'tool.eraser': ['@'],
    'tool.polygon': ['#'],
    'go.next': ['F', 'V', 'ArrowRight'],
    'go.previous': ['D', 'C', 'ArrowLeft'],
    'layers.linked': ['Shift+V'],
    'reviewing.toggle': ['Shift+J'],
    'pointer.toggle': ['Shift+C'],
    'repeat.plain': ['R', 'Ctrl+B'],
  },
  itksnap: {
    'tool.brush': ['B', '5'],
    'tool.polygon': ['P', '3'],
    'class.2': [],
    'class.4': [],
    'size.up': [']', '+'],
    'size.down': ['[', '-'],
    'go.next': ['F', 'PageDown'],
    'go.previous': ['PageUp'],
    'opacity.down': ['A'],
    'opacity.up': ['D'],
    'tool.assist': ['Shift+A'],
    'view.in': ['Ctrl+ArrowUp'],
    'view.out': ['Ctrl+ArrowDown'],
    'view.fit': ['Ctrl+0', 'Ctrl+F'],
  },
  slicer: {
    'history.undo': ['Z', 'Ctrl+Z'],
    'layers.fill': ['Shift+Z'],
    'history.redo': ['Y', 'Ctrl+Y', 'Ctrl+Shift+Z'],
    'size.up': [']', '+'],
    'size.down': ['[', '-'],
    'view.in': ['Ctrl++'],
    'view.out': ['Ctrl+-'],
    'rule.overwrite': ['Shift+Y'],
  },
}
export type PresetName = keyof typeof presets
export const presetNames: readonly PresetName[] = ['loco', 'cvat', 'itksnap', 'slicer']
