import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { project } from '../../support/places.ts'

const folder = join(project, 'src/renderer')
const sources = (readdirSync(folder, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, code: readFileSync(join(folder, file), 'utf8') }))

/** Whether React calls it while it renders: a component or a hook. */
function renders(node: ts.FunctionLikeDeclaration): boolean {
  const named = ts.isVariableDeclaration(node.parent) ? node.parent.name : node.name
  return named !== undefined && /^(use)?[A-Z]/.test(named.getText())
}

/** What is done to a ref or a state where a component renders, outside its effects and handlers. */
function doneWhileRendering(code: string): string[] {
  const source = ts.createSourceFile('x.tsx', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const look = (node: ts.Node, rendering: boolean): void => {
    if (rendering && (writesRef(node) || setsState(node))) found.push(node.getText())
    const inside = ts.isFunctionLike(node) && 'body' in node ? renders(node) : rendering
    ts.forEachChild(node, (child) => look(child, inside))
  }
  look(source, false)
  return found
}

const writesRef = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
  ts.isPropertyAccessExpression(node.left) &&
  node.left.name.text === 'current'

const setsState = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^set[A-Z]/.test(node.expression.text)

describe('rendering', () => {
  it('writes no ref and sets no state: that is for effects and handlers', () => {
    expect(sources.length).toBeGreaterThan(150)
    const done = sources.flatMap(({ file, code }) =>
      doneWhileRendering(code).map((what) => `${file}: ${what}`),
    )
    expect(done).toEqual([])
  })

  it('would be caught if it did', () => {
    expect(doneWhileRendering('function useLast(v) { last.current = v; return last }')).toEqual([
      'last.current = v',
    ])
    expect(doneWhileRendering('const Row = ({ v }) => { if (v) setOpen(true); return null }')).toEqual([
      'setOpen(true)',
    ])
    expect(
      doneWhileRendering('function Row() { useEffect(() => { last.current = 1; setOpen(true) }) }'),
    ).toEqual([])
    expect(doneWhileRendering('class Stage { show(view) { this.current = view } }')).toEqual([])
  })
})

it('nothing asks again and again: news are told', () => {
  const asking = sources.filter(({ code }) => /\b(setInterval|refetchInterval)\b/.test(code))
  expect(asking.map(({ file }) => file)).toEqual([])
})
