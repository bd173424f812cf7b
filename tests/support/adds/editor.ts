import type { Addition } from './Addition.ts'

/** What the window gets. */
export const editorAdditions: readonly Addition[] = [
  {
    add: 'a tool',
    creates: {
      'src/renderer/editor/tools/dummy.ts': `
import type { ToolKind } from './Tool.ts'

export const dummy = {
  id: 'dummy',
  key: '?',
  sized: false,
  does: 'looks',
  create: () => ({ down: () => undefined, move: () => undefined }),
} as const satisfies ToolKind
`,
    },
    lines: [
      {
        file: 'src/renderer/editor/tools/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  ruler,\n]',
        to: '  ruler,\n  dummy,\n]',
      },
      // Its picture on the button; its words stand in the language files.
      {
        file: 'src/renderer/features/annotate/desk/tools/ToolStrip.tsx',
        from: '  ruler: ',
        to: '  dummy: IconBrush,\n  ruler: ',
      },
    ],
  },
  {
    add: 'something a key does',
    creates: {},
    lines: [
      {
        file: 'src/renderer/features/annotate/commands.ts',
        from: "  { id: 'class.swap',",
        to: "  { id: 'dummy', group: 'classes', keys: [] },\n  { id: 'class.swap',",
      },
      {
        file: 'src/renderer/features/annotate/desk/setup/editorCommands.ts',
        from: "    'class.swap': ",
        to: "    dummy: () => {},\n    'class.swap': ",
      },
    ],
  },
  {
    add: 'a heat map',
    creates: {
      'src/shared/domain/heatMaps/dummy.ts': `
import { perPixel } from '../probabilities.ts'
import type { HeatMap } from './HeatMap.ts'

export const dummy = { id: 'dummy', of: (probabilities) => perPixel(probabilities, () => 0) } as const satisfies HeatMap
`,
    },
    lines: [
      {
        file: 'src/shared/domain/heatMaps/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  confusion,\n',
        to: '  confusion,\n  dummy,\n',
      },
    ],
  },
  {
    add: 'a heat map that only the net can make',
    creates: {
      'src/main/trainer/predict/dummy.ts': `
import type { MapOf } from './MapOf.ts'

export const dummy: MapOf = ({ shares: { width, height } }) => new Float64Array(width * height)
`,
    },
    lines: [
      {
        file: 'src/main/trainer/predict/maps.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '{ edges, lookAlikes, nets }',
        to: '{ edges, lookAlikes, nets, dummy }',
      },
      {
        file: 'src/shared/domain/heatMaps/predictedMaps.ts',
        from: "'nets']",
        to: "'nets', 'dummy']",
      },
    ],
  },
  {
    add: 'something found in a picture',
    creates: { 'src/shared/domain/dummyFound.ts': '\nexport const dummyFound = (side: number) => side\n' },
    lines: [
      {
        file: 'src/renderer/editor/picture/works.ts',
        imports: "import { dummyFound } from '../../../shared/domain/dummyFound.ts'",
        from: '  lesions: { ask: Mask',
        to: '  dummy: { ask: null; answer: number }\n  lesions: { ask: Mask',
      },
      {
        file: 'src/renderer/editor/picture/works.ts',
        from: '  lesions: (_, mask)',
        to: '  dummy: ({ width }) => dummyFound(width),\n  lesions: (_, mask)',
      },
    ],
  },
  {
    add: 'a screen',
    creates: {
      'src/renderer/features/dummy/Dummy.tsx': `
import type { ScreenProps } from '../../ui/screenProps.ts'

export function Dummy({ navigation, go }: ScreenProps) {
  return <button type="button" data-screen={navigation.screen} onClick={() => go({ screen: 'library' })} />
}
`,
    },
    lines: [
      {
        file: 'src/renderer/app/screens.ts',
        imports: "import { Dummy } from '../features/dummy/Dummy.tsx'",
        from: "  { id: 'study',",
        to: "  { id: 'dummy', right: 'see', icon: IconBrush, view: Dummy },\n  { id: 'study',",
      },
    ],
  },
  {
    add: 'a time that a round may take',
    creates: {
      'src/renderer/features/train/times/dummy.ts': `
import { IconClock } from '@tabler/icons-react'
import type { TimePreset } from './TimePreset.ts'

export const dummy: TimePreset = { id: 'dummy', minutes: 1, preset: 'cpu', icon: IconClock }
`,
    },
    lines: [
      {
        file: 'src/renderer/features/train/times/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '[look, coffee',
        to: '[dummy, look, coffee',
      },
    ],
  },
]
