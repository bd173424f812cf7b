import { expect, it } from 'vitest'
import { yoloNames } from '../../../../../../src/main/engine/import/layouts/yoloNames.ts'

const NAMES = [
  ['0', 'benign'],
  ['1', 'malignant'],
]

it.each([
  ['a list between brackets', 'data.yaml', 'nc: 2\nnames: [\'benign\', "malignant"]\n'],
  ['a table between brackets', 'data.yaml', 'names: {0: benign, 1: malignant}\n'],
  ['a list below', 'data.yaml', 'names:\n- benign\n- malignant\nnc: 2\n'],
  [
    'a table below',
    'data.yaml',
    'path: .\r\nnames: # classes\r\n  0: benign\r\n  1: "malignant"\r\nnc: 2\r\n',
  ],
  ['lines', 'classes.txt', 'benign\nmalignant\n'],
])('reads names from %s', (_, file, text) => {
  expect([...yoloNames(file, text)]).toEqual(NAMES)
})

it('knows no names where there are none', () => {
  expect([...yoloNames('data.yaml', 'train: images/train\nnc: 2\n')]).toEqual([])
})
