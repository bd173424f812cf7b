import type { Addition } from './Addition.ts'

/** What training gets. */
export const trainerAdditions: readonly Addition[] = [
  {
    add: 'a method',
    creates: {
      'src/shared/trainer/methods/dummy.ts': `
import * as z from 'zod'
import { methodKind } from './MethodKind.ts'

export const dummy = methodKind({
  name: 'dummy',
  sentence: 'learns nothing',
  usesUnlabelled: false,
  imagesHeld: 1,
  own: z.object({ weight: z.number() }),
  presets: { paper: { own: { weight: 1 } }, code: { own: { weight: 1 } }, cpu: { own: { weight: 1 } } },
})
`,
      'src/main/trainer/methods/dummy.ts': `
import type { Method } from './Method.ts'

export const dummy: Method<'dummy'> = {
  name: 'dummy',
  views: ({ weakCrop }) => ({ weakCrop }),
  start: () => ({
    step: () => ({ losses: {}, report: {} }),
    afterStep: () => {},
    teacher: () => undefined,
    thresholds: () => [],
    state: () => new Map(),
    restore: () => {},
    dispose: () => {},
  }),
}
`,
    },
    lines: [
      {
        file: 'src/shared/trainer/methods/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '[loco, u2pl, supervised]',
        to: '[loco, u2pl, supervised, dummy]',
      },
      {
        file: 'src/main/trainer/methods/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '{ loco, u2pl, supervised }',
        to: '{ loco, u2pl, supervised, dummy }',
      },
    ],
  },
  {
    add: 'a strong view',
    creates: {
      'src/main/trainer/data/dummy.ts': `
export const dummy = (weak: Uint8Array) => weak.slice()
`,
    },
    lines: [
      {
        file: 'src/main/trainer/data/strongViews.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: 'colour: strongView',
        to: 'colour: strongView, dummy',
      },
    ],
  },
  {
    add: 'a backbone',
    creates: {
      'src/main/trainer/nets/dummy.ts': `
import type { Backbone } from './Backbone.ts'

export const dummy = {
  name: 'dummy',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  head: 'dense',
  build: (_, image) => ({ shallow: image, deep: image }),
} as const satisfies Backbone
`,
    },
    lines: [
      {
        file: 'src/main/trainer/nets/backbones.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '[efficientNetLite0, resNet50]',
        to: '[efficientNetLite0, resNet50, dummy]',
      },
    ],
  },
  {
    add: 'a kind of layer',
    creates: {
      'src/main/trainer/ops/dummy.ts': `
import { share } from './handle.ts'
import type { NodeBase, Op } from './Op.ts'

export interface DummyNode extends NodeBase {
  readonly kind: 'dummy'
}

export const dummyOp: Op<DummyNode> = {
  keeps: { first: false, output: false },
  predict: (_, inputs) => inputs.map(share)[0]!,
  backward: (_, { dy }) => [share(dy)],
}
`,
    },
    lines: [
      {
        file: 'src/main/trainer/ops/index.ts',
        imports: "import { type DummyNode, dummyOp } from './dummy.ts'",
        from: '  | ReluNode\n',
        to: '  | ReluNode\n  | DummyNode\n',
      },
      {
        file: 'src/main/trainer/ops/index.ts',
        from: '  relu: reluOp,\n',
        to: '  relu: reluOp,\n  dummy: dummyOp,\n',
      },
      {
        file: 'src/main/trainer/exchange/exportOnnx.ts',
        from: "    case 'perturb':\n",
        to: "    case 'dummy':\n    case 'perturb':\n",
      },
    ],
  },
]
