import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.ts'
import type { Addition } from './Addition.ts'

const english = (path: string) => readFileSync(join(project, path), 'utf8')

/** What window, engine and trainer share. */
export const floorAdditions: readonly Addition[] = [
  {
    add: 'a role',
    creates: {},
    lines: [
      {
        file: 'src/shared/domain/roles.ts',
        from: "  viewer: ['see'],\n",
        to: "  viewer: ['see'],\n  dummy: ['see'],\n",
      },
    ],
  },
  {
    add: 'a reason to fail or to refuse',
    creates: {},
    lines: [
      {
        file: 'src/shared/reasons/exporting.ts',
        from: 'export const exporting = {\n',
        to: "export const exporting = {\n  dummyReason: failure('NOTHING_TO_EXPORT', { format: text }),\n",
      },
      {
        file: 'src/shared/reasons/words/en.json',
        from: '{\n',
        to: '{\n  "dummyReason": "There is no {{format}}.",\n',
      },
      {
        file: 'src/shared/reasons/words/zh.json',
        from: '{\n',
        to: '{\n  "dummyReason": "没有 {{format}}。",\n',
      },
    ],
  },
  {
    add: 'a language',
    creates: {
      'src/renderer/app/texts/dummy.json': english('src/renderer/app/texts/en.json'),
      'src/shared/reasons/words/dummy.json': english('src/shared/reasons/words/en.json'),
    },
    lines: [
      {
        file: 'src/renderer/app/texts.ts',
        imports: "import dummy from './texts/dummy.json' with { type: 'json' }",
        from: "  fr: { name: 'Français', translation: fr },\n",
        to: "  fr: { name: 'Français', translation: fr },\n  dummy: { name: 'Dummy', translation: dummy },\n",
      },
      {
        file: 'src/shared/reasons/wordsOf.ts',
        imports: "import dummy from './words/dummy.json' with { type: 'json' }",
        from: '{ en, zh, de, fr }',
        to: '{ en, zh, de, fr, dummy }',
      },
    ],
  },
]
